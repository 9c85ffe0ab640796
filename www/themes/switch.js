// Links the theme that the address asks for, before anything is painted.
const themes = ["magazine", "journal", "plain", "none"];
const asked = new URLSearchParams(location.search).get("theme");
const theme = themes.includes(asked) ? asked : themes[0];

if (theme !== "none") {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL(`${theme}.css`, document.currentScript.src).href;
  link.blocking = "render";
  document.head.append(link);
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelector(`.themes a[href="?theme=${theme}"]`).setAttribute("aria-current", "page");
});
