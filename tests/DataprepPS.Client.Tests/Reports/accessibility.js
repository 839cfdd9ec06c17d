// What an audit of a page looks at: contrast of every text, names, headings, tables, and that nothing is wider than the window.
(() => {
  const found = [];
  const at = node => `${node.tagName.toLowerCase()}${node.id ? "#" + node.id : ""}.${node.getAttribute("class") ?? ""} "${(node.textContent ?? "").trim().slice(0, 30)}"`;
  const parse = text => (text.match(/[\d.]+/g) ?? []).map(Number);
  const over = (top, under) => top.slice(0, 3).map((part, index) => part * (top[3] ?? 1) + under[index] * (1 - (top[3] ?? 1)));
  const luminance = color => color.slice(0, 3).map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const ground = node => {
    const layers = [];
    for (let current = node; current; current = current.parentElement) {
      const color = parse(getComputedStyle(current).backgroundColor);
      if (color.length === 3 || color[3] > 0) {
        layers.unshift(color);
        if (color.length === 3 || color[3] === 1) break;
      }
    }
    return layers.reduce((under, top) => over(top, under), [255, 255, 255]);
  };
  const isShown = node => node.checkVisibility({ checkVisibilityCSS: true }) && node.getBoundingClientRect().width > 1;

  let texts = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    const style = getComputedStyle(node);
    const size = parseFloat(style.fontSize);
    if (!walker.currentNode.textContent.trim() || node.closest("script,style,noscript") || !isShown(node) || size === 0) continue;
    texts++;
    const inside = node.namespaceURI.endsWith("svg");
    const [light, dark] = [luminance(parse(inside ? style.fill : style.color)), luminance(ground(node))].sort((one, other) => other - one);
    const ratio = (light + 0.05) / (dark + 0.05);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (isLarge ? 3 : 4.5)) found.push(`contrast ${ratio.toFixed(2)} of ${at(node)}`);
  }
  if (texts < 20) found.push(`only ${texts} texts were looked at`);

  for (const node of document.querySelectorAll("a[href], button, input")) {
    if (!(node.textContent.trim() || node.getAttribute("aria-label") || node.labels?.[0]?.textContent.trim())) found.push(`no name: ${at(node)}`);
  }
  for (const node of document.querySelectorAll("svg:not([aria-hidden])")) {
    if (node.closest("[aria-hidden=true], [role=img]") !== node && node.parentElement.closest("[role=img]")) continue;
    if (node.getAttribute("role") !== "img" || !(node.getAttribute("aria-label") || node.querySelector("title")?.textContent)) found.push(`a picture without a text: ${at(node)}`);
  }
  for (const node of document.querySelectorAll("[role=img]:not(svg)")) if (!node.getAttribute("aria-label")) found.push(`a picture without a text: ${at(node)}`);
  for (const name of ["aria-labelledby", "aria-controls", "aria-describedby"]) {
    for (const node of document.querySelectorAll(`[${name}]`)) {
      for (const id of node.getAttribute(name).split(" ")) if (!document.getElementById(id)) found.push(`${name} of nothing: ${id}`);
    }
  }
  const ids = [...document.querySelectorAll("[id]")].map(node => node.id);
  for (const id of new Set(ids)) if (ids.filter(other => other === id).length > 1) found.push(`two of the id ${id}`);

  let level = 0;
  for (const node of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    if (!isShown(node)) continue;
    const next = Number(node.tagName[1]);
    if (next > level + 1) found.push(`h${level} is followed by ${at(node)}`);
    level = next;
  }
  for (const head of document.querySelectorAll("th")) if (!head.scope) found.push(`a head without a scope: ${at(head)}`);
  for (const one of ["main", "header", "footer", "h1"]) if (document.querySelectorAll(one).length !== 1) found.push(`not one ${one}`);
  for (const node of document.querySelectorAll("*")) {
    const style = getComputedStyle(node);
    if (/auto|scroll/.test(style.overflowX + style.overflowY) && (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1) && isShown(node) && node.tabIndex < 0 && node.tagName !== "PRE" && node !== document.scrollingElement) {
      found.push(`what scrolls cannot be reached by keys: ${at(node)}`);
    }
  }
  if (document.documentElement.lang !== "en" || !document.title) found.push("no language or title");
  if (document.documentElement.scrollWidth > innerWidth) found.push(`wider than the window: ${document.documentElement.scrollWidth} of ${innerWidth}`);
  return found;
})()
