import * as sdk from "@pulumi/policy";
import { utcDay } from "../../src/text/iso-date";
import type { Rule } from "../rules/support/rule";
import { type Configuration, insistOnGood, withLevels } from "../settings/configuration";
import { type Environment, NOTHING_PROTECTED, protectsNothing, settingsLoader } from "../settings/load-settings";
import { offerNoRemediation, onConfigure, onConfigureStack } from "./analyzer-service";
import { type Decisions, Judge } from "./judge";
import { pageOf } from "./page";

/** What a pack is made of. */
export interface Pack {
  readonly name: string;
  readonly rules: readonly Rule[];
  /** The owner's configuration. If the engine sends one, that replaces it. */
  readonly own: Configuration;
  readonly environment: Environment;
}

/** Gives a pack to the engine, which then calls its rules. @throws Error with everything that is wrong with the owner's configuration */
export function startPack(pack: Pack): void {
  const { name, rules, own } = pack;
  const policies = rules.map(describedToTheSdk);
  const judge = new Judge(rules, decisionsIn(own, "the pack's config.yaml", pack));
  let stack: string | undefined;
  onConfigureStack((name, isPreview) => {
    judge.phase = isPreview ? "preview" : "update";
    stack = name;
  });
  onConfigure((configuration) => {
    judge.decisions = decisionsIn(configuration, "the policy pack's configuration", pack);
    // An error while loading stops the run here, where the engine shows it.
    if (stack !== undefined) judge.decisions.settingsFor(stack);
    callOnce(policies, judge);
  });
  callOnce(policies, judge);
  offerNoRemediation();
  new sdk.PolicyPack(
    name,
    { enforcementLevel: "mandatory", policies: policies as sdk.Policies },
    withLevels(own, rules),
  );
}

/** A configuration as decisions, if it is good. A day that isn't today is printed once. */
function decisionsIn(configuration: Configuration, whose: string, { name, rules, environment }: Pack): Decisions {
  const ids = rules.map(({ id }) => id);
  insistOnGood(configuration, ids, whose, pageOf("policy-pack.md", environment.folder));
  const byRule = withLevels(configuration, rules);
  const load = settingsLoader(byRule, environment);
  let isSaid = false;
  return {
    settingsFor(stack) {
      const settings = load(stack);
      if (protectsNothing(settings)) throw new Error(NOTHING_PROTECTED);
      const today = utcDay(environment.today());
      if (settings.today !== today && !isSaid)
        console.error(
          `policy pack ${name}: it judges reviews as of ${settings.today} (approved-exclusions.asOf); today is ${today}`,
        );
      isSaid = true;
      return settings;
    },
    levelOf: (rule) => byRule[rule]?.enforcementLevel ?? "mandatory",
    pageOf: (rule) => pageOf(`rules/${rule}.md`, environment.folder),
  };
}

/** A rule as the engine lists it. The SDK may call its policy for all rules. */
type Policy = Omit<sdk.StackValidationPolicy, "validateStack"> & {
  validateResource?: Judge["validateResource"] | undefined;
  validateStack?: Judge["validateStack"] | undefined;
};

/**
 * Lets the SDK call one policy for all rules: it unpacks every resource for each policy that it calls. It calls no disabled one, and
 * an older SDK than the pack needs gives all findings the level of this one.
 */
function callOnce(policies: readonly Policy[], { decisions, validateResource, validateStack }: Judge): void {
  const levels = policies.map(({ name }) => decisions.levelOf(name));
  const mandatory = levels.indexOf("mandatory");
  const called = mandatory >= 0 ? mandatory : levels.findIndex((level) => level !== "disabled");
  for (const [at, policy] of policies.entries())
    Object.assign(policy, at === called ? { validateResource, validateStack } : NO_CALLS);
}

const NO_CALLS = { validateResource: undefined, validateStack: undefined };

/** A rule in the engine's lists, without a schema: the pack checks the configuration itself, with messages that say more. */
const describedToTheSdk = (rule: Rule): Policy => ({
  name: rule.id,
  displayName: rule.title,
  description: rule.title,
  enforcementLevel: "mandatory",
  severity: rule.severity,
});
