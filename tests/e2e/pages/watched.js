// Shows the demo page in this document, with the record before everything else in it.
fetch("/index.html")
  .then((answer) => answer.text())
  .then((text) => {
    const record = '<base href="/"><script src="/tests/e2e/pages/record.js"></script>';
    document.open();
    document.write(text.replace("<head>", `<head>${record}`));
    document.close();
  });
