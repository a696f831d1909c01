"use strict";
/* Language, light or dark, filters of tables, and the search over data/*.js. No request leaves the report. */
(() => {
  const page = document.documentElement;
  const store = {
    get(key) { try { return localStorage.getItem("govner-" + key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem("govner-" + key, value); } catch { /* private window */ } },
  };

  function show(lang) {
    page.dataset.lang = lang;
    page.lang = lang === "zh" ? "zh-CN" : "en";
    for (const box of document.querySelectorAll("[data-zh]")) box.placeholder = box.dataset[lang];
  }
  show(store.get("lang") === "en" || store.get("lang") === "zh" ? store.get("lang") : page.dataset.lang);
  document.getElementById("lang").addEventListener("click", () => {
    const lang = page.dataset.lang === "zh" ? "en" : "zh";
    store.set("lang", lang);
    show(lang);
  });

  if (["light", "dark"].includes(store.get("theme"))) page.dataset.theme = store.get("theme");
  document.getElementById("theme").addEventListener("click", () => {
    const dark = page.dataset.theme ? page.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    page.dataset.theme = dark ? "light" : "dark";
    store.set("theme", page.dataset.theme);
  });

  for (const box of document.querySelectorAll(".filter")) {
    const part = box.closest("section") || document.querySelector("main");
    const rows = [...part.querySelectorAll("table[data-filtered] tbody tr")];
    const texts = rows.map((row) => row.textContent.toLowerCase());
    const choice = part.querySelector("select.filter-year");
    const apply = () => {
      const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      const year = choice ? choice.value : "";
      let left = 0;
      rows.forEach((row, at) => {
        const fits = words.every((word) => texts[at].includes(word)) && texts[at].trimStart().startsWith(year);
        row.hidden = !fits;
        left += fits ? 1 : 0;
      });
      part.querySelector(".count").textContent = words.length || year ? left + " / " + rows.length : "";
    };
    box.addEventListener("input", apply);
    if (choice) choice.addEventListener("change", apply);
  }

  /* The index comes in files of a few hundred kB, read one after another until there are enough results; those that
     have the words in their name come first. */
  const box = document.getElementById("search");
  const panel = document.getElementById("results");
  const entries = [];
  let shards = null;
  let read = 0;
  let asked = 0;
  const most = 60;
  const enough = 12;
  window.govnerIndex = (count) => { shards = count; };
  window.govnerShard = (rows) => { entries.push(...rows); };

  function load(name) {
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = page.dataset.root + "data/" + name + ".js";
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
  }

  const kinds = { p: ["人物", "person"], k: ["提法", "slogan"], l: ["地点", "place"], a: ["文章", "article"] };

  function row(entry) {
    const [kind, title, about, url] = entry;
    const line = document.createElement("a");
    line.href = page.dataset.root + url;
    const label = document.createElement("small");
    label.textContent = kinds[kind][page.dataset.lang === "zh" ? 0 : 1];
    const name = document.createElement("b");
    name.textContent = title;
    const rest = document.createElement("span");
    rest.textContent = about;
    line.append(label, name, rest);
    return line;
  }

  async function search() {
    const mine = ++asked;
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    panel.hidden = !words.length;
    panel.replaceChildren();
    if (!words.length) return;
    const named = [];
    const about = [];
    let at = 0;
    if (shards === null) await load("index");
    while (mine === asked) {
      for (; at < entries.length; at++) {
        const name = entries[at][1].toLowerCase();
        const text = name + " " + entries[at][2].toLowerCase();
        if (words.every((word) => name.includes(word))) named.push(entries[at]);
        else if (about.length < most && words.every((word) => text.includes(word))) about.push(entries[at]);
      }
      panel.replaceChildren(...[...named, ...about].slice(0, most).map(row));
      if (read >= shards || named.length >= most || (read >= enough && about.length >= most)) break;
      await load("search-" + read++);
    }
    if (mine === asked && !named.length && !about.length) panel.textContent = page.dataset.lang === "zh" ? "没有结果" : "nothing found";
  }
  box.addEventListener("input", search);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { box.value = ""; search(); }
    if (event.key === "Enter" && panel.querySelector("a")) panel.querySelector("a").click();
  });
})();
