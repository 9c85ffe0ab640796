// The article that the address asks for.
const source = new URLSearchParams(location.search).get("src");
document.querySelector("scholion-article").setAttribute("src", source);
