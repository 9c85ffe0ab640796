// Writes the element into the page as it is parsed, as a host's own markup has it: the address
// says its `src` and how many words it holds meanwhile.
{
  const wanted = new URLSearchParams(location.search);
  const words = "meanwhile ".repeat(Number(wanted.get("words")));
  document.write(`<scholion-article src="${encodeURI(wanted.get("src"))}"><p>${words}</p></scholion-article>`);
}
