"use strict";
(() => {
  const NS = "http://www.w3.org/2000/svg";
  const byId = id => document.getElementById(id);

  // Every text goes in as a text node or an attribute, so nothing from the data is ever read as markup.
  const fill = (node, attributes, children) => {
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
    return node;
  };
  const el = (name, attributes, ...children) => fill(document.createElement(name), attributes, children);
  const svg = (name, attributes, ...children) => fill(document.createElementNS(NS, name), attributes, children);
  const sign = state => svg("svg", { class: "sign", "aria-hidden": "true" }, svg("use", { href: `#sign-${state}` }));
  const badge = (state, text) => el("span", { class: `badge ${state}` }, sign(state), text);
  const data = id => JSON.parse(byId(`data-${id}`).textContent);

  // Times are the viewer's; the exact instant is in the title and in datetime. Within one day its date is said once.
  const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
  const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });
  const number = new Intl.NumberFormat();
  const percent = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 });
  const dayOf = time => new Date(time.dateTime).toDateString();
  const isOneDay = byId("from") !== null && dayOf(byId("from")) === dayOf(byId("to"));
  const near = isOneDay ? clock : exact;
  const when = iso => el("time", { datetime: iso, title: iso }, near.format(new Date(iso)));
  for (const time of document.querySelectorAll("time")) {
    time.title = time.dateTime;
    time.textContent = (time.classList.contains("near") ? near : exact).format(new Date(time.dateTime));
  }
  byId("main").classList.toggle("days", !isOneDay);
  for (const value of document.querySelectorAll("data")) value.textContent = number.format(value.value);

  /* The timeline */

  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400, 172800, 604800, 1209600, 2592000, 7776000, 31536000].map(seconds => seconds * 1000);

  const ticks = (from, to, most) => {
    const step = steps.find(candidate => (to - from) / candidate <= most) ?? steps[steps.length - 1];
    // Whole steps of the viewer's clock, not of UTC's.
    const shift = new Date(from).getTimezoneOffset() * 60000;
    const found = [];
    for (let at = Math.ceil((from - shift) / step) * step + shift; at <= to; at += step) found.push(at);
    return { step, found };
  };

  const axisFormat = (step, span) => new Intl.DateTimeFormat(undefined, step >= 86400000
    ? { month: "short", day: "numeric" }
    : { ...(span > 86400000 ? { month: "short", day: "numeric" } : {}), hour: "2-digit", minute: "2-digit", ...(step < 60000 ? { second: "2-digit" } : {}) });

  const place = (node, start, end, from, span) => {
    node.style.left = `${(start - from) / span * 100}%`;
    node.style.width = `${Math.max(0, end - start) / span * 100}%`;
    return node;
  };

  const barsOf = run => run.stages.length > 0 ? run.stages : [[run.start, run.end, run.state, run.name]];
  const allRuns = data("timeline").filter(run => run.start !== null).sort((one, other) => one.start - other.start);

  // Of those that the filter shows, so that a few of a thousand fill the width.
  const drawTimeline = () => {
    const runs = allRuns.filter(run => !byId(`run-${run.id}`).hidden);
    byId("timeline").hidden = runs.length === 0;
    if (runs.length === 0) return;
    const first = runs[0].start;
    const last = Math.max(...runs.map(run => run.end), first + 1000);
    const margin = (last - first) * 0.015;
    const from = first - margin;
    const span = last + margin - from;
    const { step, found } = ticks(from, from + span, byId("chart").clientWidth < 600 ? 2 : 7);
    const format = axisFormat(step, span);
    const axis = el("div", { class: "track" }, found.map(at => {
      const tick = el("span", { class: "tick" }, format.format(at));
      tick.style.left = `${(at - from) / span * 100}%`;
      return tick;
    }));
    // The last mark would stick out of the chart.
    if (found.length > 1 && (from + span - found[found.length - 1]) / span < (byId("chart").clientWidth < 600 ? 0.3 : 0.1)) axis.lastElementChild.remove();
    const lanes = runs.map(run => {
      const track = el("div", { class: "track" }, place(el("div", { class: "whole" }), run.start, run.end, from, span),
        barsOf(run).map(([start, end, state]) => place(el("div", { class: `stage ${state}` }), start, end, from, span)));
      return el("div", { class: "lane", "data-run": run.id }, el("div", { class: `label ${run.state}` }, sign(run.state), el("span", { class: "who" }, run.name), el("span", { class: "id" }, run.id)), track);
    });
    byId("timeline-note").textContent = `Times are of ${Intl.DateTimeFormat().resolvedOptions().timeZone}. Each bar is a stage; a striped one failed or was canceled. The table below says the same in words.`;
    byId("chart").replaceChildren(
      el("div", { class: "axis", "aria-hidden": "true" }, el("div"), axis),
      el("div", { role: "img", "aria-label": `${runs.length} job group${runs.length === 1 ? "" : "s"} between ${exact.format(first)} and ${exact.format(last)}; the table of job groups has their times` }, lanes));
  };

  // Written when somebody points there: thousands of dates take longer than the drawing.
  byId("chart").addEventListener("pointerover", event => {
    const lane = event.target.closest("[data-run]");
    if (!lane || event.target.title) return;
    const run = allRuns.find(candidate => String(candidate.id) === lane.dataset.run);
    const bar = barsOf(run)[[...lane.querySelectorAll(".stage")].indexOf(event.target)];
    event.target.title = bar ? `${bar[3]}: ${bar[2]}, ${exact.format(bar[0])} to ${exact.format(bar[1])}` : `${run.name}, job group ${run.id}`;
  });

  byId("chart").addEventListener("click", event => {
    const lane = event.target.closest("[data-run]");
    if (lane) location.hash = `run-${lane.dataset.run}`;
  });

  /* One job group, drawn when somebody wants to see it */

  const section = (title, ...children) => el("section", {}, el("h4", {}, title), ...children);
  const fact = (name, value) => value === null || value === undefined || value === "" ? null : el("div", {}, el("dt", {}, name), el("dd", {}, value));
  const grid = (caption, heads, rows) => el("div", { class: "sub", tabindex: "0", role: "region", "aria-label": caption },
    el("table", {},
      el("thead", {}, el("tr", {}, heads.map(([text, kind]) => el("th", { scope: "col", class: kind }, text)))),
      el("tbody", {}, rows.map(cells => el("tr", {}, cells.map((cell, index) => el(index === 0 ? "th" : "td", { class: heads[index][1], scope: index === 0 ? "row" : null }, cell)))))));

  // Each stage stands one step right of the last stage before it.
  const layers = run => {
    const layer = new Map(run.stages.map(stage => [stage.id, 0]));
    for (let round = 0; round < run.stages.length; round++) {
      let moved = false;
      for (const [from, to] of run.edges) {
        if (layer.get(to) <= layer.get(from) && layer.get(from) < run.stages.length) {
          layer.set(to, layer.get(from) + 1);
          moved = true;
        }
      }
      if (!moved) break;
    }
    // A stage that the graph does not know was added later, such as a publication.
    const placed = new Set(run.edges.flat());
    const last = Math.max(...layer.values());
    if (placed.size > 0) {
      for (const stage of run.stages) if (!placed.has(stage.id)) layer.set(stage.id, last + 1);
    }
    return layer;
  };

  const cut = (text, most) => [...text].length > most ? `${[...text].slice(0, most - 1).join("")}…` : text;

  const graph = run => {
    const [width, height, right, down] = [158, 54, 46, 16];
    const layer = layers(run);
    const rows = new Map();
    const at = new Map(run.stages.map(stage => {
      const column = layer.get(stage.id);
      const row = rows.get(column) ?? 0;
      rows.set(column, row + 1);
      return [stage.id, [column * (width + right) + 1, row * (height + down) + 1]];
    }));
    const all = [(Math.max(...layer.values()) + 1) * (width + right) - right + 2, Math.max(...rows.values()) * (height + down) - down + 2];
    const said = run.stages.map(stage => `${stage.type}: ${stage.status}`).join(", ");
    const name = `graph-${run.id}`;
    const picture = svg("svg", { width: all[0], height: all[1], viewBox: `0 0 ${all[0]} ${all[1]}`, role: "img", "aria-labelledby": `${name}-title ${name}-text` },
      svg("title", { id: `${name}-title` }, `Stages of job group ${run.id}`),
      svg("desc", { id: `${name}-text` }, `${run.isGraphKnown ? "" : "In the order of their ids. "}${said}`),
      run.edges.map(([from, to]) => {
        const [x1, y1, x2, y2] = [at.get(from)[0] + width, at.get(from)[1] + height / 2, at.get(to)[0] - 2, at.get(to)[1] + height / 2];
        const bend = Math.max(18, (x2 - x1) / 2);
        return svg("path", { class: "edge", "marker-end": "url(#arrow)", d: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}` });
      }),
      run.stages.map(stage => {
        const [x, y] = at.get(stage.id);
        return svg("g", { class: `node ${stage.state}`, transform: `translate(${x} ${y})` },
          svg("rect", { width, height, rx: 8 }), svg("rect", { class: "stripe", width: 5, height: height - 16, x: 0, y: 8, rx: 2 }),
          svg("use", { href: `#sign-${stage.state}`, x: 14, y: 11, width: 15, height: 15 }),
          svg("text", { x: 36, y: 23 }, cut(stage.type, 15)),
          svg("text", { class: "small", x: 36, y: 41 }, cut([stage.status, stage.duration].filter(Boolean).join(" · "), 20)));
      }));
    return el("div", { class: "sub graph", tabindex: "0", role: "region", "aria-label": `Graph of the stages of job group ${run.id}` }, picture);
  };

  const column = entry => {
    const total = entry.valid + entry.mismatched + entry.missing;
    const kinds = [["valid", entry.valid], ["mismatched", entry.mismatched], ["missing", entry.missing]];
    let x = 0;
    const parts = total === 0 ? [] : kinds.filter(([, count]) => count > 0).map(([kind, count]) => {
      const part = svg("rect", { class: kind, x, width: Math.max(count / total * 300, 2), height: 12 });
      x += count / total * 300;
      return part;
    });
    const most = Math.max(1, ...entry.top.map(([, count]) => count));
    const highest = Math.max(1, ...entry.buckets);
    return el("article", { class: "column" },
      el("h5", {}, el("span", { class: "name" }, entry.name), el("span", { class: "type" }, entry.type ?? "")),
      total > 0 && svg("svg", { class: "quality", viewBox: "0 0 300 12", preserveAspectRatio: "none", role: "img", "aria-label": kinds.map(([kind, count]) => `${percent.format(count / total)} ${kind}`).join(", ") }, parts),
      total > 0 && el("ul", { class: "key" }, kinds.map(([kind, count]) => el("li", { class: kind }, `${number.format(count)} ${kind} (${percent.format(count / total)})`))),
      entry.buckets.length > 0 && svg("svg", { class: "histogram", viewBox: `0 0 ${entry.buckets.length * 10} 44`, preserveAspectRatio: "none", role: "img", "aria-label": `Distribution from ${entry.least ?? "the least"} to ${entry.greatest ?? "the greatest"}: ${entry.buckets.join(", ")}` },
        entry.buckets.map((count, index) => svg("rect", { x: index * 10 + 0.5, width: 9, y: 44 - count / highest * 42, height: count / highest * 42 }))),
      entry.buckets.length > 0 && el("div", { class: "ends" }, el("span", {}, entry.least ?? ""), el("span", {}, entry.greatest ?? "")),
      entry.top.length > 0 && el("ul", { class: "values", "aria-label": `Most frequent values of ${entry.name}` }, entry.top.map(([value, count]) => {
        const bar = el("span", { class: "bar" });
        bar.style.width = `${count / most * 100}%`;
        return el("li", {}, bar, el("span", { class: "value", title: value }, value === "" ? "(empty)" : value), el("span", { class: "count" }, number.format(count)));
      })));
  };

  const writes = (caption, list) => grid(caption, [["What"], ["Kind"], ["Action"]], list.map(entry => [el("code", {}, entry.name), [entry.kind, entry.isMain ? "main output" : ""].filter(Boolean).join(", "), entry.action ?? ""]));

  // Without the columns that would be empty.
  const stages = run => {
    const all = [
      [["Stage"], stage => [stage.type, " ", el("span", { class: "id" }, stage.id)]],
      [["Status"], stage => badge(stage.state, stage.status)],
      [["Started", "wide"], stage => stage.start ? when(stage.start) : ""],
      [["Took", "number"], stage => stage.duration ?? ""],
      [["Done", "number wide"], stage => stage.percent === null ? "" : percent.format(stage.percent / 100)],
      [["Rows", "number"], stage => stage.rows === null ? "" : number.format(stage.rows)],
      [["Engine", "wide"], stage => stage.engine ?? ""],
    ].filter(([, value]) => run.stages.some(stage => value(stage) !== ""));
    return grid(`Stages of job group ${run.id}`, all.map(([head]) => head), run.stages.map(stage => all.map(([, value]) => value(stage))));
  };

  const panel = run => el("div", { class: "panel" },
    el("h3", {}, `Job group ${run.id}: ${run.name}`),
    el("p", { class: "go" }, el("a", { href: run.jobAddress, rel: "noreferrer" }, "Open the job in the web application"), run.flowAddress && el("a", { href: run.flowAddress, rel: "noreferrer" }, "Open its flow")),
    run.error && section("Why it failed", el("pre", { class: "alarm" }, run.error)),
    el("dl", { class: "facts" },
      fact("Status", badge(run.state, run.status)), fact("Recipe", run.recipe), fact("Flow", run.flow), fact("Started", run.start && when(run.start)), fact("Ended", run.end && when(run.end)),
      fact("Duration", run.duration), fact("Rows", run.rows === null ? null : number.format(run.rows)), run.facts.map(([name, value]) => fact(name, value))),
    run.stages.length > 0 && section("Stages", graph(run), stages(run)),
    run.outputs.length > 0 && section("Outputs", writes(`Outputs of job group ${run.id}`, run.outputs)),
    run.publications.length > 0 && section("Publications", writes(`Publications of job group ${run.id}`, run.publications)),
    run.columns.length > 0 && section("Profile", el("div", { class: "columns" }, run.columns.map(column))),
    run.input.length > 0 && section("Input row", el("dl", { class: "facts" }, run.input.map(([name, value]) => fact(name, value)))),
    run.missing.length > 0 && section("Not in this report", el("ul", { class: "missing-parts" }, run.missing.map(text => el("li", {}, text)))));

  /* The table */

  const body = byId("table").tBodies[0];
  const rows = [...body.rows].map((row, index) => ({
    row, index, id: row.dataset.id, state: row.dataset.state, text: row.textContent.toLocaleLowerCase(), details: null,
    name: row.querySelector(".name").textContent, person: row.cells[6].textContent,
    numbers: { order: Number(row.dataset.order), id: Number(row.dataset.id), start: Number(row.dataset.start || "NaN"), duration: Number(row.dataset.duration || "NaN"), rows: Number(row.dataset.rows || "NaN") },
  }));
  const entries = new Map(rows.map(entry => [entry.id, entry]));

  for (const entry of rows) {
    const label = entry.row.querySelector(".name");
    const button = el("button", { type: "button", class: "name open", "aria-expanded": "false" }, label.textContent);
    label.replaceWith(button);
    entry.button = button;
  }

  const heads = [...byId("table").tHead.rows[0].cells];

  const toggle = (entry, open = entry.details?.hidden ?? true) => {
    if (open && !entry.details) {
      entry.details = el("tr", { class: "details", id: `details-${entry.id}`, role: "row" }, el("td", { role: "cell", colspan: heads.length }, panel(data(entry.id))));
      entry.button.setAttribute("aria-controls", entry.details.id);
      entry.row.after(entry.details);
    }
    if (entry.details) entry.details.hidden = !open;
    entry.row.classList.toggle("is-open", open);
    entry.button.setAttribute("aria-expanded", String(open));
  };

  body.addEventListener("click", event => {
    const row = event.target.closest("tr.run");
    if (!row || (event.target.closest("a, button") && !event.target.closest(".open")) || String(getSelection())) return;
    toggle(entries.get(row.dataset.id));
  });

  const compare = {
    name: (one, other) => one.name.localeCompare(other.name, undefined, { numeric: true, sensitivity: "base" }),
    person: (one, other) => one.person.localeCompare(other.person, undefined, { sensitivity: "base" }),
  };
  const byNumber = key => (one, other) => one.numbers[key] - other.numbers[key];

  const sort = (key, descending) => {
    const rule = compare[key] ?? byNumber(key);
    const isMissing = entry => !compare[key] && Number.isNaN(entry.numbers[key]);
    // What has no value stands last either way.
    rows.sort((one, other) => isMissing(one) - isMissing(other) || (isMissing(one) ? 0 : rule(one, other) * (descending ? -1 : 1)) || one.index - other.index);
    body.append(...rows.flatMap(entry => entry.details ? [entry.row, entry.details] : [entry.row]));
  };

  for (const button of byId("table").tHead.querySelectorAll("button")) {
    button.addEventListener("click", () => {
      const head = button.closest("th");
      const numbersFirst = ["start", "duration", "rows", "id"].includes(button.dataset.sort);
      const now = head.getAttribute("aria-sort");
      const next = now === "none" ? (numbersFirst ? "descending" : "ascending") : now === "ascending" ? "descending" : "ascending";
      for (const other of heads) other.setAttribute("aria-sort", "none");
      head.setAttribute("aria-sort", next);
      sort(button.dataset.sort, next === "descending");
    });
  }

  let drawing = 0;
  const drawSoon = () => {
    clearTimeout(drawing);
    drawing = setTimeout(drawTimeline, 120);
  };

  const find = byId("find");
  const states = [...document.querySelectorAll("#tools [data-state]")];

  const filter = () => {
    const words = find.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    const chosen = new Set(states.filter(button => button.getAttribute("aria-pressed") === "true").map(button => button.dataset.state));
    let count = 0;
    for (const entry of rows) {
      const matches = (chosen.size === 0 || chosen.has(entry.state)) && words.every(word => entry.text.includes(word));
      entry.row.hidden = !matches;
      if (entry.details) entry.details.hidden = !matches || entry.button.getAttribute("aria-expanded") !== "true";
      count += matches;
    }
    byId("shown").textContent = count === rows.length ? `${number.format(count)} shown` : `${number.format(count)} of ${number.format(rows.length)} shown`;
    byId("nothing").hidden = count > 0 || rows.length === 0;
  };

  find.addEventListener("input", () => {
    filter();
    drawSoon();
  });
  byId("tools").addEventListener("submit", event => event.preventDefault());
  for (const button of states) {
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      filter();
      drawSoon();
    });
  }

  // More at a time than anybody reads would only make the page slow.
  const mostAtOnce = 50;
  byId("open-all").addEventListener("click", () => {
    const shown = rows.filter(entry => !entry.row.hidden).slice(0, mostAtOnce);
    const open = shown.some(entry => entry.button.getAttribute("aria-expanded") !== "true");
    for (const entry of open ? shown : rows.filter(entry => entry.details)) toggle(entry, open);
    byId("open-all").textContent = open ? "Close all" : "Open all shown";
  });

  const follow = () => {
    const entry = entries.get(/^#run-(\d+)$/.exec(location.hash)?.[1]);
    if (!entry) return;
    if (entry.row.hidden) {
      find.value = "";
      for (const button of states) button.setAttribute("aria-pressed", "false");
      filter();
      drawSoon();
    }
    toggle(entry, true);
    entry.row.scrollIntoView();
    entry.button.focus({ preventScroll: true });
  };

  if (rows.length > 0) {
    byId("tools").hidden = false;
    filter();
    drawTimeline();
    if (rows.length === 1) toggle(rows[0], true);
    let width = innerWidth;
    addEventListener("resize", () => {
      if (innerWidth === width) return;
      width = innerWidth;
      drawSoon();
    });
    addEventListener("hashchange", follow);
    // Not before: the browser's own way to the place takes the focus away.
    addEventListener("load", follow);
  }
})();
