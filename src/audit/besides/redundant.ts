import { compare } from "../../verifier/compare";
import { evaluationContext } from "../../verifier/evaluate";
import { candidatePolicies } from "../../verifier/search/candidate-policy";
import { idleCheck } from "./idle-policies";

/** Policies without which the same sign-ins are stopped, each taken out by itself. */
export const redundant = idleCheck({
  title: "Policies that add nothing",
  policies: ({ tenant, exempt }) =>
    candidatePolicies(evaluationContext(tenant, exempt.groups)).map(({ policy }) => policy),
  nobody: "No enforced policy stops anybody on the way to Azure management.",
  compared: ({ represented, exemptions }) => {
    const { partlyKnown, ...whole } = represented.tenant;
    return (policy) => {
      const without = { ...whole, policies: whole.policies.filter((one) => one !== policy) };
      return compare(whole, without, exemptions);
    };
  },
  words: {
    what: "on the way to Azure management",
    busy: "stops what the others don't",
    idle: "adds nothing",
    some: (names, isOne) => `${names} ${isOne ? "adds" : "add"} nothing to the others on the way to Azure management.`,
    none: "Each enforced policy on the way to Azure management stops something that no other does.",
    unsettled: (names) => `Whether anything is stopped by ${names} alone isn't settled.`,
    todo: "keep what is meant for other resources, or as a second line; take the rest out",
  },
});
