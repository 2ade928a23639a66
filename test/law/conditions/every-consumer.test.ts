import assert from "node:assert/strict";
import {
  CONDITIONS,
  conditionsWith,
  DIMENSIONS,
  LISTED_CONDITIONS,
  LISTED_DIMENSIONS,
} from "../../../src/law/conditions";
import type { Condition, GraphField, ListedCondition } from "../../../src/law/conditions/condition";
import type { Circumstances, Conditions } from "../../../src/law/model/dimensions";

/** What each consumer of conditions takes from a row. That a row lacks it is an error of types; running it shows nothing more. */
const { userRisk } = LISTED_CONDITIONS;
type Row = Condition<"userRisk">;
type Field = GraphField;

const { userRisk: _row, ...table } = CONDITIONS;
const { meets: _law, ...withoutLaw } = userRisk;
const { values: _values, ...withoutValues } = userRisk;
const { reason: _reason, ...withoutReason } = userRisk;
const { notConfigured: _notConfigured, ...withoutNotConfigured } = userRisk;
const { notUnderstood: _notUnderstood, ...withoutNotUnderstood } = userRisk;
const { graph: _graph, ...withoutGraph } = userRisk;
const { azuread: _azuread, ...withoutAzuread } = userRisk;
const { json: _json, ...withoutJson } = userRisk;
const { whatIf: _whatIf, ...withoutWhatIf } = userRisk;
const { telling: _telling, ...withoutTelling } = userRisk;
const { options: _options, ...withoutOptions } = userRisk.telling;
const { words: _words, ...withoutWords } = userRisk;
const { how: _how, ...withoutHow } = userRisk.words;
const { explain: _explain, ...withoutExplain } = userRisk.words;
const { unmet: _unmet, ...withoutUnmet } = userRisk.words;
const { advice: _advice, ...withoutAdvice } = userRisk.words;
const { preposition: _preposition, ...withoutPreposition } = userRisk.words;
const { read: _read, ...withoutRead } = userRisk.graph;
const { explicitAll: _explicitAll, ...withoutExplicitAll } = userRisk.graph;
const FIELD: Field = {
  path: "userRiskLevels",
  azuread: "userRiskLevels",
  holds: "words",
  pluginOnDrift: "repairs",
  form: "Conditions",
};
const { holds: _holds, ...withoutHolds } = FIELD;
const { pluginOnDrift: _pluginOnDrift, ...withoutPluginOnDrift } = FIELD;
const { form: _form, ...withoutForm } = FIELD;
const { path: _path, ...withoutPath } = FIELD;
const { azuread: _path2, ...withoutAzureadPath } = FIELD;

const INCOMPLETE = {
  // @ts-expect-error - whoever iterates conditions needs a row for each dimension of a sign-in
  everybody: table satisfies { readonly [D in keyof Conditions]: Condition<D> },
  // @ts-expect-error - the evaluator needs the law
  evaluator: withoutLaw satisfies Row,
  // @ts-expect-error - verdicts need a reason
  verdicts: withoutReason satisfies Row,
  // @ts-expect-error - the search needs the values of a listed dimension
  search: withoutValues satisfies ListedCondition<"userRisk">,
  // @ts-expect-error - all of them
  allValues: ["none", "low", "medium", "high"] satisfies ListedCondition<"userRisk">["values"],
  // @ts-expect-error - reports and the search by reason need the policy without the condition
  closing: withoutNotConfigured satisfies Row,
  // @ts-expect-error - what isn't understood is told
  unknowns: withoutNotUnderstood satisfies Row,
  // @ts-expect-error - the reader of Graph needs its spelling
  graph: withoutGraph satisfies Row,
  // @ts-expect-error - and how it is read
  reader: withoutRead satisfies Row["graph"],
  // @ts-expect-error - what counts as known needs the path of each field
  known: withoutPath satisfies Field,
  // @ts-expect-error - drift's comparison needs to know what says nothing
  comparison: withoutExplicitAll satisfies Row["graph"],
  // @ts-expect-error - and what a field holds
  comparable: withoutHolds satisfies Field,
  // @ts-expect-error - drift's repairs need to know what the plugin does
  repairs: withoutPluginOnDrift satisfies Field,
  // @ts-expect-error - and where the field stands in the form
  form: withoutForm satisfies Field,
  // @ts-expect-error - previews name fields in the plugin's words
  preview: withoutAzureadPath satisfies Field,
  // @ts-expect-error - the reader of azuread needs its spelling
  azuread: withoutAzuread satisfies Row,
  // @ts-expect-error - JSON needs a key
  json: withoutJson satisfies Row,
  // @ts-expect-error - What If needs a member
  whatIf: withoutWhatIf satisfies Row,
  // @ts-expect-error - the command line needs to know how a dimension is told
  telling: withoutTelling satisfies Row,
  // @ts-expect-error - and by which options
  options: withoutOptions satisfies Row["telling"],
  // @ts-expect-error - the CLI and the pack need words
  words: withoutWords satisfies Row,
  // @ts-expect-error - of how somebody signs in
  how: withoutHow satisfies Row["words"],
  // @ts-expect-error - of why a policy lets them
  why: withoutExplain satisfies Row["words"],
  // @ts-expect-error - of policies that are only counted
  counted: withoutUnmet satisfies Row["words"],
  // @ts-expect-error - of what a program's author should do
  advice: withoutAdvice satisfies Row["words"],
  // @ts-expect-error - in the middle of the pack's sentence
  sentence: withoutPreposition satisfies Row["words"],
  // @ts-expect-error - a policy has a condition for each dimension
  policy: {} satisfies Conditions,
  // @ts-expect-error - a sign-in has a value in each
  signIn: { clientApp: "browser" } satisfies Circumstances,
};

void INCOMPLETE;

describe("the table of conditions", () => {
  for (const dimension of DIMENSIONS)
    it(`has the row of ${dimension} under its own name`, () =>
      assert.equal(CONDITIONS[dimension].dimension, dimension));

  it("tells reasons, JSON keys and keys of Graph and azuread apart", () => {
    const rows = DIMENSIONS.map((dimension) => CONDITIONS[dimension]);
    for (const names of [
      rows.map(({ reason }) => reason),
      rows.map(({ json }) => json.key),
      rows.map(({ graph }) => graph.key),
      rows.flatMap(({ azuread }) => azuread?.key ?? []),
    ])
      assert.deepEqual([...new Set<string>(names)], names);
  });

  it("lists the values of all dimensions but networks and devices", () =>
    assert.deepEqual(
      DIMENSIONS.filter((dimension) => !LISTED_DIMENSIONS.some((listed) => listed === dimension)),
      ["network", "device"],
    ));

  it("makes conditions for every dimension", () =>
    assert.deepEqual(Object.keys(conditionsWith((dimension) => CONDITIONS[dimension].notConfigured)), [...DIMENSIONS]));
});
