// Takes a file of the reader's own as text, without sending it anywhere but to this session, and saves the patch.
export default ({ data, parentElement, setTriggerValue }) => {
  const make = (tag, cls, text) => Object.assign(document.createElement(tag), { className: cls, textContent: text });
  const box = make("div", "yours-files", "");
  const label = make("label", "pick", data.pick);
  const input = Object.assign(document.createElement("input"), { type: "file", accept: ".csv,text/csv,text/plain" });
  const said = make("span", "said", "");
  said.setAttribute("role", "status");
  const take = async (file) => {
    if (!file) return;
    const text = file.size > 4 * data.most ? "" : await file.text();
    if (!text || text.length > data.most) said.textContent = data.large;
    else setTriggerValue("picked", text);
  };
  input.addEventListener("change", () => take(input.files[0]));
  label.append(input);
  label.addEventListener("dragover", (event) => event.preventDefault());
  label.addEventListener("drop", (event) => {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  });
  box.append(label, said);
  if (data.patch) {
    const save = Object.assign(make("button", "save", data.save), { type: "button" });
    save.addEventListener("click", () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([data.patch], { type: "text/x-patch" }));
      link.download = data.name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
    box.append(save);
  }
  parentElement.replaceChildren(box);
};
