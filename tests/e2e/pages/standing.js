// Notes what an element holds before the core comes to it, and what is taken out of it after that;
// a reader has selected some words by then and given a link the focus. What the address asks for
// happens to the core: `core=gone` or `core=late`.
window.standing = { removed: [], added: 0, shift: 0, moved: [] };

/** What every element and text of a tree is, in order. */
standing.nodesOf = (root) => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) {
    nodes.push(walker.currentNode);
  }
  return nodes;
};

/** How many of the nodes that were there first are no more in their order, or not at all. */
standing.lost = () => {
  const now = new Set(standing.nodesOf(standing.root));
  const before = standing.nodes.filter((node) => !now.has(node)).length;
  const kept = standing.nodesOf(standing.root).filter((node) => standing.known.has(node));
  const turned = kept.filter((node, at) => node !== standing.nodes[at]).length;
  return before + turned;
};

// The first moment at which everything is there and no module has run.
document.addEventListener("readystatechange", () => {
  if (document.readyState !== "interactive") {
    return;
  }
  const element = document.querySelector("scholion-article");
  standing.element = element;
  standing.root = element.querySelector(":scope > .scholion") ?? element;
  standing.html = element.innerHTML;
  standing.nodes = standing.nodesOf(standing.root);
  standing.known = new Set(standing.nodes);
  const shown = (selector) => [...element.querySelectorAll(selector)].find((one) => one.checkVisibility());
  shown("a[href]")?.focus({ preventScroll: true });
  const words = shown("p")?.firstChild;
  if (words) {
    getSelection().setBaseAndExtent(words, 0, words, Math.min(9, words.length ?? 0));
  }
  standing.focus = document.activeElement;
  standing.selection = String(getSelection());
  standing.observer = new MutationObserver((records) => {
    for (const { addedNodes, removedNodes } of records) {
      standing.added += addedNodes.length;
      standing.removed.push(...[...removedNodes].map((node) => node.outerHTML ?? node.data));
    }
  });
  standing.observer.observe(standing.root, { childList: true, subtree: true, characterData: true });
});

if (PerformanceObserver.supportedEntryTypes.includes("layout-shift")) {
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      standing.shift += entry.value;
      standing.moved.push(
        ...entry.sources.map(({ node, previousRect, currentRect }) =>
          `${(node?.outerHTML ?? node?.nodeName ?? "?").slice(0, 80)} ${previousRect.y}+${previousRect.height} -> ${currentRect.y}+${currentRect.height}`,
        ),
      );
    }
  }).observe({ type: "layout-shift", buffered: true });
}

const wanted = new URLSearchParams(location.search).get("core");
if (wanted) {
  const real = window.fetch;
  const isCore = (what) => String(what?.url ?? what).includes(".wasm");
  const late = new Promise((resolve) => {
    standing.let = resolve;
  });
  window.fetch = async (what, ...more) => {
    if (isCore(what)) {
      if (wanted === "gone") {
        throw new TypeError("the core is not there");
      }
      await late;
    }
    return real(what, ...more);
  };
}
