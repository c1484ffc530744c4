() => {
  // After the evidence is drawn: bring the cited sentence into view and hand it the keyboard.
  const afterDrawing = (action) => requestAnimationFrame(() => requestAnimationFrame(action));
  afterDrawing(() => {
    const evidence = document.querySelector("#evidence");
    const cited = evidence?.querySelector("mark.current");
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    cited?.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
    evidence?.querySelector("h2")?.focus({ preventScroll: true });
  });
}
