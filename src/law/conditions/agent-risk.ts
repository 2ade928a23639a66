import { asObject, isEmpty } from "../json/json-object";
import { AGENT_RISKS, type AgentRiskCondition } from "../model/dimensions";
import type { Truth } from "../model/truth";
import type { ListedCondition } from "./condition";
import { toldWhole } from "./telling";

const FIELD = "conditions.agentIdRiskLevels";

/**
 * How likely it is that an agent's identity is in somebody else's hands. A person's sign-in is no agent's, so all of them are
 * the same here; what a policy with this condition does to people is said by no document, so that it is unclear.
 * @see Microsoft Graph beta, `conditionalAccessConditionSet`, `agentIdRiskLevels` (2026-04)
 */
export const agentRisk: ListedCondition<"agentRisk"> = {
  dimension: "agentRisk",
  reason: "agentRisk",
  values: AGENT_RISKS,
  notConfigured: { kind: "any" },
  meets,
  notUnderstood: (condition) => (condition.kind === "any" ? [] : [condition]),
  graph: {
    key: "agentIdRiskLevels",
    fields: [
      {
        path: "agentIdRiskLevels",
        azuread: "agentIdRiskLevels",
        holds: "words",
        pluginOnDrift: "doesn't see",
        form: "Conditions > Agent risk > Configure: No",
      },
    ],
    explicitAll: undefined,
    read: (value) => ({ condition: read(value), notUnderstood: [] }),
  },
  azuread: undefined,
  json: { key: "agentRisk", value: (risk) => risk },
  whatIf: () => ({}),
  words: {
    how: () => undefined,
    preposition: "",
    unmet: "about agents",
    explain: () => ({ why: "is about agents at risk, not about people", fix: "make one for people" }),
    advice: "take the agent risk condition out",
  },
  telling: {
    name: "agents at risk",
    options: {},
    read: () => ({ ok: true, value: toldWhole(null) }),
  },
};

function meets(condition: AgentRiskCondition): Truth {
  return condition.kind === "any" ? "yes" : "unclear";
}

/** An empty list is a condition that isn't configured; an object is one whatever is in it. */
const read = (value: unknown): AgentRiskCondition =>
  isEmpty(value) && asObject(value) === undefined
    ? { kind: "any" }
    : { kind: "notUnderstood", field: FIELD, why: "about agents; what it means for people isn't documented" };
