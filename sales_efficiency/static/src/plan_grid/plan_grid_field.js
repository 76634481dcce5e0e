import { Component, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { SelectMenu } from "@web/core/select_menu/select_menu";
import { useBus, useService } from "@web/core/utils/hooks";
import { getCurrency } from "@web/core/currency";
import { formatFloat } from "@web/core/utils/numbers";
import { parseFloat as parseLocalFloat } from "@web/views/fields/parsers";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { PlanGridCell } from "./plan_grid_cell";
import {
    cellKey,
    compare,
    getSections,
    getTarget,
    mergeChanges,
    placeBlock,
    splitBlock,
    sumPeople,
} from "./plan_grid_model";

/** From so many people on teams begin folded, and the page opens at once. */
const FOLD_FROM = 120;
const EMPTY = { metrics: [], other_metrics: [], teams: [], people: [], cells: {} };
const SIGNS = {
    over: { icon: "fa-caret-up", style: "o_plan_over o_pace_fair" },
    short: { icon: "fa-caret-down", style: "o_plan_short o_pace_bad" },
    even: { icon: "fa-check", style: "o_plan_even o_pace_good" },
};

/** The targets of a plan: people under their teams, a column for each metric. */
export class PlanGridField extends Component {
    static template = "sales_efficiency.PlanGridField";
    static components = { PlanGridCell, SelectMenu };
    static props = { ...standardFieldProps };

    setup() {
        this.root = useRef("root");
        this.notification = useService("notification");
        this.state = useState({ filter: "", metrics: [], people: [], folded: {} });
        this.history = [];
        this.invalid = new Set();
        this.typing = null;
        if (this.grid.people.length >= FOLD_FROM) {
            this.foldAll(true);
        }
        const { bus } = this.props.record.model;
        const commit = () => this.typing && this.typing.commit();
        useBus(bus, "NEED_LOCAL_CHANGES", commit);
        useBus(bus, "WILL_SAVE_URGENTLY", commit);
        this.onTyping = this.onTyping.bind(this);
        this.onCommit = this.onCommit.bind(this);
        this.onPaste = this.onPaste.bind(this);
        this.onMove = this.onMove.bind(this);
        this.onUndo = this.onUndo.bind(this);
    }

    // -----------------------------------------------------------------------
    // What is shown
    // -----------------------------------------------------------------------

    get grid() {
        return { ...EMPTY, ...(this.props.record.data[this.props.name] || {}) };
    }

    get metrics() {
        const shown = new Set(this.grid.metrics.map((metric) => metric.id));
        return [
            ...this.grid.metrics,
            ...this.state.metrics.filter((metric) => !shown.has(metric.id)),
        ];
    }

    get addedPeople() {
        const shown = new Set(this.grid.people.map((person) => person.id));
        return this.state.people.filter((person) => !shown.has(person.id));
    }

    get sections() {
        return getSections(this.grid, this.addedPeople, this.state.filter);
    }

    get metricChoices() {
        const shown = new Set(this.metrics.map((metric) => metric.id));
        return this.grid.other_metrics
            .filter((metric) => !shown.has(metric.id))
            .map((metric) => ({ value: metric.id, label: metric.name }));
    }

    get peopleChoices() {
        const added = new Set(this.state.people.map((person) => person.id));
        return (this.grid.other_people || [])
            .filter((person) => !added.has(person.id))
            .map((person) => ({ value: person.id, label: person.name }));
    }

    isFolded(section) {
        return Boolean(
            !this.state.filter && section.team && this.state.folded[section.team.id],
        );
    }

    get isAllFolded() {
        return this.grid.teams.every((team) => this.state.folded[team.id]);
    }

    getUnit(metric) {
        return {
            money: getCurrency(this.grid.currency_id)?.symbol || "",
            percent: "%",
            hours: _t("hours"),
        }[metric.unit];
    }

    format(value) {
        if (value === null || value === undefined) {
            return "";
        }
        return formatFloat(value, { digits: [16, Number.isInteger(value) ? 0 : 2] });
    }

    /** Everything a cell needs, in plain values, so that only changed ones are drawn. */
    getCell(row, metric, column) {
        const { grid } = this;
        const key = cellKey(row.owner, metric.id);
        const value = getTarget(grid, key);
        const stored = grid.cells[key];
        return {
            cell: key,
            column,
            value,
            text: this.format(value),
            label: `${row.name}, ${metric.name}`,
            note: stored?.note || "",
            readonly:
                this.props.readonly || !row.can_edit || Boolean(stored?.parts > 1),
            changed: Boolean(grid.changes && key in grid.changes),
        };
    }

    getPersonRow(person) {
        return {
            owner: `u${person.id}`,
            name: person.name,
            can_edit: person.can_edit,
            isPerson: true,
        };
    }

    getTeamRow(team) {
        return { owner: `t${team.id}`, name: team.name, can_edit: team.can_edit };
    }

    get departmentRow() {
        return {
            owner: "d",
            name: _t("Department"),
            can_edit: this.grid.can_department,
        };
    }

    /** The sum of people beside the target of their team or department, in words. */
    getParts(row, people, metric) {
        if (metric.is_ratio) {
            return { text: _t("not summed up"), title: _t("A ratio has no sum.") };
        }
        const sum = sumPeople(this.grid, people, metric.id);
        const target = getTarget(this.grid, cellKey(row.owner, metric.id));
        if (sum === null && target === null) {
            return { text: "", title: "" };
        }
        const difference = compare(sum, target);
        const parts = {
            text: _t("people %s", sum === null ? "–" : this.format(sum)),
            title: _t("Sum of the targets of people"),
        };
        if (difference) {
            const amount = this.format(difference.amount);
            parts.difference = {
                over: _t("%s over", amount),
                short: _t("%s short", amount),
                even: _t("even"),
            }[difference.kind];
            Object.assign(parts, SIGNS[difference.kind]);
        }
        return parts;
    }

    get allPeople() {
        return [...this.grid.people, ...this.addedPeople];
    }

    getTeamPeople(section) {
        const team = section.team ? section.team.id : false;
        return this.allPeople.filter((person) => person.team_id === team);
    }

    // -----------------------------------------------------------------------
    // What is done
    // -----------------------------------------------------------------------

    onTyping(cell) {
        this.typing = cell;
        this.props.record.model.bus.trigger("FIELD_IS_DIRTY", cell.isDirty);
    }

    parse(text) {
        return parseLocalFloat(text.replace(/[\s\u00a0\u202f%€$£]/g, ""));
    }

    /**
     * Take over what was typed.
     *
     * @param {string} key
     * @param {string} text
     * @returns {string} what is wrong with it, empty if nothing
     */
    onCommit(key, text) {
        let target = null;
        let problem = "";
        if (text.trim()) {
            try {
                target = this.parse(text);
            } catch {
                problem = _t("Not a number");
            }
            if (target < 0) {
                problem = _t("Not below zero");
            }
        }
        if (problem) {
            this.invalid.add(key);
            this.props.record.setInvalidField(this.props.name);
            return problem;
        }
        this.change({ [key]: target });
        return "";
    }

    async change(changes) {
        for (const key of Object.keys(changes)) {
            this.invalid.delete(key);
        }
        if (!this.invalid.size) {
            this.props.record.resetFieldValidity(this.props.name);
        }
        const { grid } = this;
        this.history.push({ ...grid.changes });
        await this.setChanges(mergeChanges(grid, changes));
    }

    async setChanges(changes) {
        await this.props.record.update({
            [this.props.name]: { ...this.grid, changes },
        });
        this.props.record.model.bus.trigger("FIELD_IS_DIRTY", false);
    }

    onUndo() {
        const changes = this.history.pop();
        if (changes) {
            this.setChanges(changes);
        }
    }

    onPaste(key, text) {
        const [owner, metricId] = key.split("-");
        const rows = this.sections.flatMap((section) => [
            ...(section.team ? [this.getTeamRow(section.team)] : []),
            ...section.people.map((person) => this.getPersonRow(person)),
        ]);
        const { changes, problems } = placeBlock(
            splitBlock(text),
            {
                rows: [this.departmentRow, ...rows],
                metrics: this.metrics,
                owner,
                metricId: Number(metricId),
            },
            this.parse,
        );
        if (problems.length) {
            this.notification.add(
                _t(
                    "Nothing was pasted. Not understood, or no place for it: %s. Correct the spreadsheet, or paste further up.",
                    problems.slice(0, 5).join(", "),
                ),
                { type: "warning" },
            );
            return;
        }
        this.change(changes);
    }

    /** Go to the next cell, over the borders of teams. */
    onMove(el, rows, columns) {
        const column = Number(el.dataset.column) + columns;
        let next;
        if (columns) {
            next = el.closest("tr").querySelector(`input[data-column="${column}"]`);
        } else {
            const cells = [
                ...this.root.el.querySelectorAll(`input[data-column="${column}"]`),
            ];
            next = cells[cells.indexOf(el) + rows];
        }
        (next || el).focus();
        (next || el).select();
    }

    toggle(section) {
        this.state.folded[section.team.id] = !this.isFolded(section);
    }

    foldAll(folded) {
        for (const team of this.grid.teams) {
            this.state.folded[team.id] = folded;
        }
    }

    addMetric(metricId) {
        const found = this.grid.other_metrics.find((metric) => metric.id === metricId);
        this.state.metrics.push({ ...found });
    }

    addPerson(userId) {
        const found = this.grid.other_people.find((person) => person.id === userId);
        this.state.people.push({
            ...found,
            team_id: false,
            active: true,
            can_edit: true,
        });
    }
}

registry.category("fields").add("plan_grid", {
    component: PlanGridField,
    displayName: _t("Targets by person"),
    supportedTypes: ["json"],
});
