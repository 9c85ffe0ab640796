import { useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import "scholion/define";
import type { ScholionArticle } from "scholion";
import type {} from "scholion/react";

declare global {
  interface Window {
    seen: string[];
  }
}

window.seen = [];

function Reader({ src }: { src: string }) {
  const element = useRef<ScholionArticle>(null);
  const [references, setReferences] = useState(0);
  return (
    <>
      <p id="count">{references} references</p>
      <scholion-article
        ref={element}
        src={src}
        collapse="none"
        messages={{ references: "Sources" }}
        onscholion-ready={() => {
          window.seen.push("scholion-ready");
          setReferences(element.current?.article?.references?.length ?? 0);
        }}
        onscholion-citation-open={(event) => window.seen.push(event.detail.marker && "scholion-citation-open")}
      />
    </>
  );
}

createRoot(document.getElementById("app")!).render(<Reader src="article.md" />);

// What the types have to refuse.
// @ts-expect-error there is no such value
void (() => <scholion-article collapse="sometimes" />);
