// Links the sheets that the address asks for, behind Scholion's own.
for (const href of new URLSearchParams(location.search).getAll("sheet")) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  document.head.append(link);
}
