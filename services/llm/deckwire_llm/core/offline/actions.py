"""Decisions and actions that a document records: who does what by when."""

# ruff: noqa: E501  word lists and patterns of many languages read worse when they are cut into lines
from __future__ import annotations

import re

from ..material import ListBlock, Material, TableBlock
from .blocks import Setting, setting_point
from .shorten import as_title, clip

_OWNER = re.compile(
    r"^(?:owner|responsible|responsibility|assignee|assigned to|who|lead|wer|verantwortlich\w*|zuständig\w*|responsable|qui|"
    r"quién|responsabile|responsável|ответственн\w*|кто|担当\w*|负责人|責任者|담당자?|المسؤول|אחראי|υπεύθυνος)$",
    re.IGNORECASE,
)
_DUE = re.compile(
    r"^(?:due(?: date)?|deadline|by(?: when)?|when|until|date|termin|frist|bis(?: wann)?|datum|fällig\w*|échéance|date limite|quand|"
    r"plazo|fecha|cuándo|scadenza|prazo|срок|期限|截止\w*|기한|마감|الموعد|تاريخ الاستحقاق|מועד|προθεσμία)$",
    re.IGNORECASE,
)
_TASK = re.compile(
    r"^(?:(?:open |agreed )?actions?|(?:action )?items?|tasks?|to.?dos?|next steps|measures?|what|aufgaben?|maßnahmen?|nächste schritte|was|"
    r"tâches?|prochaines étapes|acciones|acción|tareas?|azioni|azione|ações|ação|задач\w+|поручени\w+|アクション|対応|タスク|行动|任务|조치|할 일|المهام|الإجراءات)\b",
    re.IGNORECASE,
)
_DONE = re.compile(r"^(?:done|complete[d]?|closed|erledigt|fertig|terminé|hecho|完了|已完成|완료)\b", re.IGNORECASE)
_ACTION = re.compile(
    r"^(?:actions?(?: items?)?|to.?do|task|next step|aufgaben?|maßnahme|auftrag|tâche|acción|tarea|azione|ação|задача|поручение|行动|対応|조치)"
    r"\s*[:：]\s*(?=\S)",
    re.IGNORECASE,
)
_DECISION = re.compile(
    r"^(?:decisions?|decided|agreed|resolved|beschluss|entscheidung|décision|decisión|decisione|decisão|решение|决定|決定|결정)\s*[:：]\s*(?=\S)",
    re.IGNORECASE,
)
_DECISIONS = re.compile(
    r"^(?:key |main |our )?(?:decisions?|resolutions?|what (?:was|we) (?:decided|agreed)|beschlüsse|entscheidungen|décisions|decisiones|"
    r"decisioni|decisões|решения|决定|決定事項|결정 ?사항|القرارات)\b",
    re.IGNORECASE,
)


def assigned(block: TableBlock, setting: Setting) -> list[str]:
    """Return the open rows of a table of actions as "what (who, when)"; none when it names no owner."""
    owner = next((n for n, header in enumerate(block.headers) if _OWNER.match(header.strip())), None)
    due = next((n for n, header in enumerate(block.headers) if _DUE.match(header.strip())), None)
    if not owner or due is None:
        return []
    made: list[str] = []
    for row in block.rows:
        if any(_DONE.match(cell) for cell in row):
            continue
        who = ", ".join(cell for cell in (row[owner], row[due]) if cell)
        made.append(f"{setting_point(row[0], setting)} ({who})" if who else setting_point(row[0], setting))
    return made


def table_actions(material: Material, setting: Setting) -> list[str]:
    """Return the actions that a table of the document assigns, in its order."""
    for section, block in material.blocks():
        if not isinstance(block, TableBlock):
            continue
        named = bool(_TASK.match(block.headers[0]) or _TASK.match(section.heading))
        if named and (found := assigned(block, setting)):
            return found
    return []


def marked_actions(material: Material, setting: Setting) -> list[str]:
    """Return the points of the document's lists that are marked as actions."""
    return [_marked(line, _ACTION, setting) for line in _lines(material) if _ACTION.match(line)]


def decisions(material: Material, setting: Setting) -> list[str]:
    """Return what the document records as decided: marked points, else the list under a heading that says so."""
    found = [_marked(line, _DECISION, setting) for line in _lines(material) if _DECISION.match(line)]
    if found:
        return found
    for section, block in material.blocks():
        if isinstance(block, ListBlock) and _DECISIONS.match(section.heading):
            return [setting_point(item.text, setting).replace(" — ", ": ") for item in block.items]
    return []


def _lines(material: Material) -> list[str]:
    return [
        line
        for _, block in material.blocks()
        if isinstance(block, ListBlock)
        for item in block.items
        for line in (item.text, *item.children)
    ]


def _marked(line: str, mark: re.Pattern[str], setting: Setting) -> str:
    return clip(as_title(setting_point(mark.sub("", line), setting).replace(" — ", ": ")), 300)
