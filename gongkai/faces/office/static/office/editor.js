// 正文编辑器：the packaged editor with the schema of our canonical HTML. What it does not know it would drop, so it
// knows all of it: classes of signature and addressees, sections of notes, ids of footnotes, heads of tables.
// No style is injected, so that the content security policy holds.
const WORDS = {
  "Update": "确定", "Cancel": "取消", "URL": "网址", "Title": "说明", "Edit Link": "编辑链接", "Rows": "行数", "Columns": "列数",
  "Include header row": "首行为表头", "Table Properties": "插入表格", "Insert Table": "插入",
};
window.gettext = (text) => WORDS[text] || text;

const BUTTONS = {
  paragraph: "正文段落", heading2: "一级标题（一、）", heading3: "二级标题（（一））", heading4: "三级标题（1.）", heading5: "四级标题（（1））", bulletList: "项目符号",
  orderedList: "编号列表", blockquote: "引用", bold: "加粗", italic: "斜体", underline: "下划线", strike: "删除线", subscript: "下标",
  superscript: "上标", link: "链接", unlink: "取消链接", table: "插入表格", "table:addColumnAfter": "在右侧加一列",
  "table:deleteColumn": "删除本列", "table:addRowAfter": "在下方加一行", "table:deleteRow": "删除本行", "table:mergeCells": "合并单元格",
  "table:splitCell": "拆分单元格", "table:toggleHeaderCell": "表头单元格", "table:deleteTable": "删除表格", "history:undo": "撤销",
  "history:redo": "重做",
};

const kit = await import("django-prose-editor/editor");

const attribute = (name) => ({
  default: null,
  keepOnSplit: false,
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: (attributes) => (attributes[name] ? { [name]: attributes[name] } : {}),
});

const Kept = kit.Extension.create({
  name: "kept",
  addGlobalAttributes: () => [
    { types: ["paragraph", "heading", "part"], attributes: { class: attribute("class") } },
    { types: ["paragraph", "listItem", "link"], attributes: { id: attribute("id") } },
  ],
});

const Part = kit.Node.create({
  name: "part",
  group: "block",
  content: "block+",
  defining: true,
  addAttributes: () => ({
    element: { default: "section", rendered: false, parseHTML: (element) => element.tagName.toLowerCase() },
  }),
  parseHTML: () => [{ tag: "section" }, { tag: "aside" }],
  renderHTML: ({ node, HTMLAttributes }) => [node.attrs.element, HTMLAttributes, 0],
});

// The mark of a footnote is a link inside the superscript, not around it.
const Note = kit.Superscript.extend({ priority: 1100 });

const extensions = [
  kit.Document, kit.Text, kit.Paragraph, kit.HardBreak, kit.Dropcursor, kit.Gapcursor, kit.History, kit.NoSpellCheck,
  kit.Heading.configure({ levels: [2, 3, 4, 5] }), kit.Bold, kit.Italic, kit.Underline, kit.Strike, kit.Subscript,
  Note, kit.BulletList, kit.OrderedList.configure({ enableListAttributes: false }), kit.ListItem,
  kit.Blockquote, kit.HorizontalRule, kit.Link.configure({ autolink: false, linkOnPaste: false, enableTarget: false }),
  kit.Table.configure({ resizable: false }), kit.TableRow, kit.TableHeader, kit.TableCell, Part, Kept,
  kit.Menu.configure({
    groups: [
      { group: "blockType -lists" }, { group: "lists" }, { group: "marks" }, { group: "link" }, { group: "table" },
      { group: "history" },
    ],
  }),
];

// The editor's table has rows only: a caption goes before it as a paragraph of its own, a head comes back on the way out.
const taken = (html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const caption of page.querySelectorAll("table > caption")) {
    const paragraph = page.createElement("p");
    paragraph.className = "caption";
    paragraph.append(...caption.childNodes);
    caption.parentElement.before(paragraph);
    caption.remove();
  }
  return page.body.innerHTML;
};

const given = (html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const box of page.querySelectorAll("li, td, th")) {
    const only = box.children.length === 1 ? box.firstElementChild : null;
    if (only && only.tagName === "P" && !only.attributes.length) only.replaceWith(...only.childNodes);
  }
  for (const body of page.querySelectorAll("tbody")) {
    const head = page.createElement("thead");
    while (body.rows.length > 1 && [...body.rows[0].cells].every((cell) => cell.tagName === "TH")) head.append(body.rows[0]);
    if (head.rows.length) body.before(head);
  }
  return page.body.innerHTML;
};

const relabel = (box) => {
  for (const button of box.querySelectorAll(".prose-menubar button[data-name]")) {
    const words = BUTTONS[button.dataset.name];
    if (words) {
      button.title = words;
      button.setAttribute("aria-label", words);
    }
  }
  const bar = box.querySelector(".prose-menubar");
  if (bar) {
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", "正文格式");
  }
};

for (const textarea of document.querySelectorAll("[data-django-prose-editor-office]")) {
  const box = document.createElement("div");
  box.className = "prose-editor";
  textarea.before(box);
  box.append(textarea);
  const editor = new kit.Editor({
    element: box,
    extensions,
    content: taken(textarea.value),
    injectCSS: false,
    editorProps: {
      attributes: {
        class: "doc-body", role: "textbox", "aria-multiline": "true", "aria-label": "正文",
        "aria-describedby": textarea.getAttribute("aria-describedby") || "",
      },
    },
    onCreate: () => setTimeout(() => relabel(box)),
    onUpdate: ({ editor: changed }) => {
      textarea.value = changed.isEmpty ? "" : given(changed.getHTML());
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  for (const way of document.querySelectorAll(`a[href="#${textarea.id}"], label[for="${textarea.id}"]`)) {
    way.addEventListener("click", (event) => {
      event.preventDefault();
      editor.commands.focus();
      box.scrollIntoView({ block: "center" });
    });
  }
}
