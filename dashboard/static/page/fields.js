// The six fields of the rail. What is chosen stands in the address; a field shows it and writes it there.
"use strict";
(() => {
  const page = window.ArcticPage;
  const { node } = page;
  const OTHER = "other";

  const asked = (key) => new URLSearchParams(location.search).get(key) || "";

  const control = (tag, kind) => Object.assign(node(tag, kind), tag === "button" ? { type: "button" } : {});

  /* A label and, if there is something to explain, the explanation: it shows while the pointer is on the label, when
     the control is reached by keyboard, and after a tap on the label; it always describes the control. */
  const labelled = (own, key, told, main) => {
    const root = node("div", "field");
    const name = node("span", "name", told.label);
    name.id = `field-${key}`;
    root.append(name, main);
    if (main.tagName !== "BUTTON") main.setAttribute("aria-label", told.label); // a button also says what is chosen
    if (told.help) explain(own, root, name, main, told.help);
    else name.addEventListener("click", () => main.focus());
    return root;
  };

  const explain = (own, root, name, main, text) => {
    const tip = node("div", "tip", text);
    tip.id = `${name.id}-help`;
    tip.setAttribute("role", "tooltip");
    tip.popover = "manual";
    name.classList.add("explained");
    main.setAttribute("aria-describedby", tip.id);
    let timer = 0;
    const hide = () => {
      clearTimeout(timer);
      page.lower(tip);
    };
    const show = () => {
      clearTimeout(timer);
      if (!own.open) page.raise(tip, root, true);
    };
    const leave = () => {
      timer = setTimeout(hide, 150); // time enough to move onto the text
    };
    for (const part of [name, tip]) {
      part.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && show());
      part.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && leave());
    }
    let touched = false;
    name.addEventListener("pointerdown", (event) => {
      touched = event.pointerType !== "mouse";
    });
    name.addEventListener("click", () => {
      if (!touched) main.focus();
      else if (page.raised(tip)) hide();
      else show();
    });
    main.addEventListener("focus", () => own.byKey && show());
    root.addEventListener("focusout", hide);
    own.tips.push(hide);
    root.append(tip);
  };

  // A choice goes into the address; until the server has answered it, older answers say nothing about this field.
  const choose = (own, key, value) => {
    page.choose({ [key]: value });
    own.sent.set(key, asked(key));
  };

  const isLate = (own, key, data) => {
    if (own.sent.get(key) === asked(key) && data.query[key] !== asked(key)) return true;
    own.sent.delete(key);
    return false;
  };

  /* A day: chosen in the calendar it goes at once; typed, after a pause, at Enter or when the field is left, for each
     digit makes a day of its own. One that is incomplete or out of range never goes. */
  const PAUSE_MS = 700;
  const dayInput = (own, key, data, warning) => {
    const input = control("input", "day");
    Object.assign(input, { type: "date", min: data.first, max: data.last });
    let timer = 0;
    let typed = false;
    let told = "";
    const usable = () => input.value && input.validity.valid;
    const warn = () => {
      warning.hidden = !(input.validity.rangeOverflow || input.validity.rangeUnderflow);
      input.setAttribute("aria-invalid", String(!warning.hidden));
    };
    const send = () => {
      clearTimeout(timer);
      warn();
      if (!usable() || input.value === told) return;
      told = input.value;
      choose(own, key, told);
    };
    input.addEventListener("keydown", (event) => {
      typed = event.key !== "Enter";
      if (event.key === "Enter") send();
    });
    input.addEventListener("pointerdown", () => {
      typed = false;
    });
    input.addEventListener("input", () => {
      clearTimeout(timer);
      if (typed) timer = setTimeout(send, PAUSE_MS);
      else send();
    });
    input.addEventListener("blur", () => {
      send();
      if (!usable()) input.value = told;
      input.removeAttribute("aria-invalid");
      typed = false;
    });
    const show = (day) => {
      if (day === told && typed) return; // it is being edited
      clearTimeout(timer);
      told = day;
      if (input.value !== day) input.value = day;
    };
    own.ends.push(() => clearTimeout(timer));
    return { input, show };
  };

  const warningOf = (data) => {
    const made = node("p", "warning", data.range);
    made.setAttribute("role", "alert");
    made.hidden = true;
    return made;
  };

  const makeAsOf = (own, data) => {
    const warning = warningOf(data);
    const { input, show } = dayInput(own, "asof", data, warning);
    const root = labelled(own, "asof", data.asof, input);
    // Browsers write days as 02/06/2026, which two readers read as two days: unless it is being edited, it is in words.
    const said = node("span", "said");
    said.setAttribute("aria-hidden", "true");
    const box = node("div", "box");
    input.replaceWith(box);
    box.append(input, said);
    root.append(warning);
    own.patches.push((now) => {
      if (isLate(own, "asof", now)) return;
      show(now.asof.day);
      said.textContent = now.asof.said;
      root.classList.toggle("active", now.query.asof !== "");
    });
    return root;
  };

  const makeKnown = (own, data) => {
    const select = control("select", "pick");
    const root = labelled(own, "known", data.known, select);
    const warning = warningOf(data);
    const { input, show } = dayInput(own, "known", data, warning);
    input.setAttribute("aria-label", data.known.which);
    const other = node("div", "box other");
    other.append(input);
    other.hidden = true;
    root.append(other, warning);
    let shown = "";
    const ask = (asking) => {
      other.hidden = !asking;
      if (!asking) warning.hidden = true;
    };
    select.addEventListener("change", () => {
      ask(select.value === OTHER);
      if (select.value !== OTHER) return choose(own, "known", select.value);
      show(/^\d/.test(shown) ? shown : own.data.asof.day);
      if (!own.byKey) input.focus();
    });
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      ask(false);
      select.value = shown;
      select.focus();
    });
    own.patches.push((now) => {
      if (isLate(own, "known", now)) return;
      const editing = document.activeElement === input;
      if (!other.hidden && !editing && now.known.chosen !== shown) ask(false);
      if (other.hidden || now.known.chosen !== shown) {
        const options = [...now.known.options, [OTHER, now.known.other]];
        select.replaceChildren(...options.map(([value, text]) => new Option(text, value)));
        select.value = now.known.chosen;
      }
      if (editing && /^\d/.test(now.known.chosen)) show(now.known.chosen);
      shown = now.known.chosen;
      root.classList.toggle("active", now.query.known !== "");
    });
    return root;
  };

  const makeReset = (own, data) => {
    const button = control("button", "reset");
    button.textContent = data.reset;
    button.addEventListener("click", () => {
      own.sent.clear();
      page.home();
    });
    own.patches.push((now) => {
      const focused = document.activeElement === button;
      button.hidden = !now.differs;
      if (focused && button.hidden) own.root.querySelector("button").focus();
    });
    return button;
  };

  const build = (own, data) => {
    own.close();
    own.patches = [];
    own.tips = [];
    own.root.replaceChildren(
      ...data.lists.map((told) => page.listField({ own, told, data, labelled, choose, isLate })),
      makeAsOf(own, data),
      makeKnown(own, data),
      makeReset(own, data),
    );
  };

  // What does not change with a choice: only another language builds the fields anew.
  const frameOf = (data) =>
    JSON.stringify([data.reset, data.asof.label, data.lists.map(({ label, options }) => [label, options])]);

  const make = (parentElement) => {
    const own = { root: node("div", "fields"), sent: new Map(), patches: [], tips: [], ends: [], built: "", shown: "" };
    own.rail = page.makeRail(parentElement, own.root);
    own.open = null; // the list that is open
    own.byKey = false; // whether the reader came by keyboard
    own.close = () => own.open?.();
    const onKey = (event) => {
      own.byKey = true;
      if (event.key === "Escape") for (const hide of own.tips) hide();
    };
    const onPointer = (event) => {
      own.byKey = false;
      if (!own.root.contains(event.target)) for (const hide of own.tips) hide();
    };
    document.addEventListener("keydown", onKey, true);
    document.addEventListener("pointerdown", onPointer, true);
    own.ends.push(() => {
      own.close();
      document.removeEventListener("keydown", onKey, true);
      document.removeEventListener("pointerdown", onPointer, true);
      own.rail.end();
    });
    return own;
  };

  page.elements.fields = ({ data, parentElement }) => {
    const own = page.memory(parentElement, () => make(parentElement));
    const text = JSON.stringify(data);
    const late = own.sent.size > 0; // a field that did not listen to the last answer must hear this one
    if (text !== own.shown || late) {
      own.shown = text;
      own.data = data;
      const frame = frameOf(data);
      if (frame !== own.built) build(own, data);
      own.built = frame;
      for (const patch of own.patches) patch(data);
      own.rail.show(data.done);
      if (!own.sent.size) page.countFilter(data.active); // else a later choice is on its way
    }
    return () => own.ends.forEach((end) => end());
  };
})();
