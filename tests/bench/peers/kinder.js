// marked with its footnotes, cleaned by DOMPurify; listeners at the article alone show the
// footnotes in one popover, as tippy.js's `delegate` does. Without littlefoot's weakness.
import DOMPurify from "dompurify";
import { Marked } from "marked";
import footnotes from "marked-footnote";

const marked = new Marked(footnotes());

/** Markdown to HTML that is safe to insert. */
export function convert(source) {
  return DOMPurify.sanitize(marked.parse(source));
}

/** Shows the footnote of a mark in one popover; returns what takes that away. */
export function attach(host) {
  const popover = document.createElement("div");
  popover.popover = "manual";
  popover.role = "tooltip";
  host.append(popover);
  const show = ({ target }) => {
    const mark = target.closest("a[data-footnote-ref]");
    const note = mark && document.getElementById(decodeURIComponent(mark.hash.slice(1)));
    if (note) {
      popover.replaceChildren(...note.cloneNode(true).childNodes);
      const { left, bottom } = mark.getBoundingClientRect();
      Object.assign(popover.style, { margin: 0, left: `${left}px`, top: `${bottom}px` });
      popover.showPopover();
    }
  };
  const hide = ({ target }) => target.closest("a[data-footnote-ref]") && popover.hidePopover();
  const listeners = { pointerover: show, focusin: show, pointerout: hide, focusout: hide };
  for (const [name, listener] of Object.entries(listeners)) {
    host.addEventListener(name, listener);
  }
  return () => {
    popover.remove();
    for (const [name, listener] of Object.entries(listeners)) {
      host.removeEventListener(name, listener);
    }
  };
}

/** What marks a footnote once the article stands in the page. */
export const MARK = "a[data-footnote-ref]";
