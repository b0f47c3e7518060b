// Small tools for building what is shown. Words from outside only ever become text nodes.

export function el(tag, given = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name in made && typeof value !== "string") made[name] = value;
    else if (value !== null && value !== undefined) made.setAttribute(name === "className" ? "class" : name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export const find = (selector) => document.querySelector(selector);

const forms = new WeakMap();

// Let everything in here be built anew, as when the language has changed.
export function forget(parent) {
  for (const shown of parent.children) forms.delete(shown);
}

// Bring the children of `parent` to `items` without touching those that have not changed, so
// that focus, scroll and open letters stay where they are.
export function sync(parent, items, key, build) {
  const known = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const name = String(key(item));
    const form = JSON.stringify(item);
    let shown = known.get(name);
    known.delete(name);
    if (!shown || forms.get(shown) !== form) {
      const fresh = build(item, shown);
      fresh.dataset.key = name;
      forms.set(fresh, form);
      if (shown) {
        const held = shown.contains(document.activeElement) ? [...shown.querySelectorAll("button, summary, a")].indexOf(document.activeElement) : -1;
        if (shown === place) place = fresh;
        shown.replaceWith(fresh);
        if (held >= 0) [...fresh.querySelectorAll("button, summary, a")][held]?.focus();
      }
      shown = fresh;
    }
    if (shown === place) place = place.nextElementSibling;
    else parent.insertBefore(shown, place);
  }
  for (const gone of known.values()) gone.remove();
}

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote", expandable_blockquote: "blockquote" };

// Put a text and Telegram's entities together; offsets count UTF-16 units, as JavaScript does.
export function rich(text, entities) {
  const ranges = entities.filter((one) => TAGS[one.type] || one.type === "text_link" || one.type === "url")
    .sort((a, b) => a.offset - b.offset || b.length - a.length);
  const build = (start, end, inside) => {
    const parts = document.createDocumentFragment();
    let at = start;
    while (inside.length) {
      const [one, ...rest] = inside;
      const stop = Math.min(one.offset + one.length, end);
      parts.append(text.slice(at, one.offset));
      const within = rest.filter((other) => other.offset < stop);
      inside = rest.filter((other) => other.offset >= stop);
      const node = wrap(one, text.slice(one.offset, stop));
      node.append(build(one.offset, stop, within));
      parts.append(node);
      at = stop;
    }
    parts.append(text.slice(at, end));
    return parts;
  };
  return build(0, text.length, ranges);
}

function wrap(one, words) {
  if (TAGS[one.type]) return document.createElement(TAGS[one.type]);
  const address = one.url || (/^https?:/.test(words) ? words : `https://${words}`);
  return /^https?:|^mailto:/.test(address)
    ? el("a", { href: address, rel: "noreferrer noopener", target: "_blank" })
    : document.createElement("span");
}
