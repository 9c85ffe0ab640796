// The contrast (WCAG 2.2, 1.4.3) of the first text of each element that a selector of
// `arguments[0]` names, as the browser has it: colours in any notation are put on a canvas, and
// half-transparent backgrounds and half-seen ancestors are laid over one another down to the
// page. Gives what falls short, and how many were looked at by each selector.
const [selectors, least] = arguments[0];
const brush = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

const parsed = new Map();

function parse(colour) {
  if (!parsed.has(colour)) {
    parsed.set(colour, measured(colour));
  }
  return parsed.get(colour);
}

function measured(colour) {
  brush.clearRect(0, 0, 1, 1);
  // What a canvas does not understand leaves it as it is.
  if (!CSS.supports("color", colour) || /currentcolor/i.test(colour)) {
    throw new Error(`no colour that can be measured: ${colour}`);
  }
  brush.fillStyle = colour;
  brush.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = brush.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, alpha / 255];
}

function over([r, g, b, a], [under, underGreen, underBlue]) {
  const mix = (top, bottom) => top * a + bottom * (1 - a);
  return [mix(r, under), mix(g, underGreen), mix(b, underBlue), 1];
}

function luminance([red, green, blue]) {
  const linear = (channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function page() {
  const probe = document.createElement("i");
  probe.style.cssText = "all: initial !important; color: Canvas !important";
  probe.style.setProperty("color-scheme", getComputedStyle(document.documentElement).colorScheme, "important");
  document.body.append(probe);
  const colour = parse(getComputedStyle(probe).color);
  probe.remove();
  return colour;
}

const ground = page();

function measure(element) {
  const chain = [];
  for (let at = element; at; at = at.parentElement) {
    chain.unshift(getComputedStyle(at));
  }
  let backdrop = ground;
  let seen = 1;
  for (const style of chain) {
    seen *= Number(style.opacity);
    const [red, green, blue, alpha] = parse(style.backgroundColor);
    backdrop = over([red, green, blue, alpha * seen], backdrop);
  }
  const style = chain.at(-1);
  const fill = style.webkitTextFillColor;
  const [red, green, blue, alpha] = parse(fill.toLowerCase() === "currentcolor" ? style.color : fill);
  const text = over([red, green, blue, alpha * seen], backdrop);
  const [dark, light] = [luminance(text), luminance(backdrop)].sort((a, b) => a - b);
  return { ratio: (light + 0.05) / (dark + 0.05), text, backdrop };
}

function hasText(element) {
  return [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "");
}

const poor = [];
const counts = {};
for (const selector of selectors) {
  const all = [...document.querySelectorAll(selector)]
    .flatMap((element) => (hasText(element) ? [element] : [...element.querySelectorAll("*")].filter(hasText).slice(0, 1)))
    .filter((element) => element.checkVisibility({ contentVisibilityAuto: false }) && element.getClientRects().length > 0);
  counts[selector] = all.length;
  for (const element of all) {
    const { ratio, text, backdrop } = measure(element);
    if (!(ratio >= least)) {
      poor.push(`${selector}: ${ratio.toFixed(2)} (${text} on ${backdrop}) ${element.textContent.slice(0, 30)}`);
    }
  }
}
return { poor, counts };
