/**
 * The arithmetic of a plan's table: no DOM, no server.
 *
 * A cell is called by owner and metric ("u7-12" a person, "t3-12" a team, "d-12" the
 * department), as in tools/grid_key.py. What was changed lies in `grid.changes`; null
 * there means that the target is taken away.
 */

/**
 * @param {string} owner "u7", "t3" or "d"
 * @param {number} metricId
 * @returns {string}
 */
export function cellKey(owner, metricId) {
    return `${owner}-${metricId}`;
}

/**
 * @param {Object} grid
 * @param {string} key
 * @returns {number|null} null where there is no target
 */
export function getTarget(grid, key) {
    if (grid.changes && key in grid.changes) {
        return grid.changes[key];
    }
    return grid.cells[key] ? grid.cells[key].target : null;
}

/**
 * Put changes on top of earlier ones; what is as it was stored is no change.
 *
 * @param {Object} grid
 * @param {Object} changes {cell: target or null}
 * @returns {Object} all changes
 */
export function mergeChanges(grid, changes) {
    const merged = { ...grid.changes, ...changes };
    for (const key of Object.keys(merged)) {
        const stored = grid.cells[key] ? grid.cells[key].target : null;
        if (merged[key] === stored) {
            delete merged[key];
        }
    }
    return merged;
}

/**
 * Sort people under their teams; teams without people stay if a target can be entered.
 *
 * @param {Object} grid
 * @param {Object[]} [added] people added by hand
 * @param {string} [filter] part of a name
 * @returns {{team: Object|null, people: Object[]}[]}
 */
export function getSections(grid, added = [], filter = "") {
    const wanted = filter.trim().toLowerCase();
    const people = [...grid.people, ...added].filter((person) =>
        person.name.toLowerCase().includes(wanted),
    );
    const byTeam = new Map([
        ...grid.teams.map((team) => [team.id, { team, people: [] }]),
        [false, { team: null, people: [] }],
    ]);
    for (const person of people) {
        (byTeam.get(person.team_id) || byTeam.get(false)).people.push(person);
    }
    return [...byTeam.values()].filter(
        (section) =>
            section.people.length || (section.team && !wanted && section.team.can_edit),
    );
}

/**
 * Sum up the targets of people.
 *
 * @param {Object} grid
 * @param {Object[]} people
 * @param {number} metricId
 * @returns {number|null} null if nobody has one
 */
export function sumPeople(grid, people, metricId) {
    let sum = null;
    for (const person of people) {
        const target = getTarget(grid, cellKey(`u${person.id}`, metricId));
        if (target !== null) {
            sum = (sum || 0) + target;
        }
    }
    return sum;
}

/**
 * Compare the sum of the parts with the whole.
 *
 * @param {number|null} sum
 * @param {number|null} target
 * @returns {{kind: "over"|"short"|"even", amount: number}|null} null if there is nothing
 *     to compare
 */
export function compare(sum, target) {
    if (sum === null || target === null) {
        return null;
    }
    const difference = Math.round((sum - target) * 100) / 100;
    const kind = difference > 0 ? "over" : difference < 0 ? "short" : "even";
    return { kind, amount: Math.abs(difference) };
}

/**
 * Split what was copied from a spreadsheet into rows of cells.
 *
 * @param {string} text
 * @returns {string[][]}
 */
export function splitBlock(text) {
    return text
        .replace(/\r\n?/g, "\n")
        .replace(/\n+$/, "")
        .split("\n")
        .map((line) => line.split("\t").map((cell) => cell.trim()));
}

/**
 * Say which cells a pasted block goes to: downwards from the cell pasted into, or, if the
 * block brings names along, to the people and teams it names. A first row of metric
 * names says which columns are meant.
 *
 * @param {string[][]} block
 * @param {Object} place
 * @param {{owner: string, name: string, can_edit: boolean, isPerson: boolean}[]} place.rows
 *     as on the screen
 * @param {{id: number, name: string}[]} place.metrics columns as on the screen
 * @param {string} place.owner row pasted into
 * @param {number} place.metricId column pasted into
 * @param {(text: string) => number} parse throws on what is no number
 * @returns {{changes: Object, problems: string[]}} nothing is to be changed if there are
 *     problems: the cells or names that are not understood
 */
export function placeBlock(block, place, parse) {
    const isNumber = (text) => {
        try {
            return parse(text) >= 0;
        } catch {
            return false;
        }
    };
    const problems = [];
    const changes = {};
    let rows = block;
    const named = rows.some(
        (cells) => cells.length > 1 && cells[0] && !isNumber(cells[0]),
    );
    const first = place.metrics.findIndex((metric) => metric.id === place.metricId);
    let metrics = place.metrics.slice(first);
    const head = rows[0].slice(named ? 1 : 0);
    if (rows.length > 1 && head.every((text) => text && !isNumber(text))) {
        metrics = head.map((text) => findByName(place.metrics, text));
        problems.push(...head.filter((text, index) => !metrics[index]));
        rows = rows.slice(1);
    }
    let targets = place.rows.filter((row) => row.isPerson || row.owner === place.owner);
    targets = targets.slice(targets.findIndex((row) => row.owner === place.owner));
    rows.forEach((cells, index) => {
        const row = named ? findByName(place.rows, cells[0]) : targets[index];
        const values = named ? cells.slice(1) : cells;
        if (!row || !row.can_edit) {
            problems.push(named ? cells[0] : cells.join(" "));
            return;
        }
        values.forEach((text, column) => {
            const metric = metrics[column];
            if (!text) {
                return;
            }
            if (!metric || !isNumber(text)) {
                problems.push(text);
                return;
            }
            changes[cellKey(row.owner, metric.id)] = parse(text);
        });
    });
    return { changes, problems };
}

function findByName(things, name) {
    const wanted = name.toLowerCase();
    return things.find((thing) => thing.name.toLowerCase() === wanted);
}
