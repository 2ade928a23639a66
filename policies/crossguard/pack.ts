import { PolicyPack } from "@pulumi/policy";
import { isOfEntra } from "../model/entra-objects";
import type { Rule } from "../model/rule";
import { type Configuration, insistOnGood, withLevels } from "../settings/configuration";
import { type Surroundings, settingsLoader } from "../settings/load-settings";
import { offerNoRemediation, onConfigure, onConfigureStack, skipTypes } from "./analyzer-service";
import { crossguardPolicy, type Decisions } from "./policy";
import { Run } from "./run";

/** What a pack is made of. */
export interface Pack {
  readonly name: string;
  readonly rules: readonly Rule[];
  /** The owner's configuration, without problems. The engine's, where it sends one, comes in its place. */
  readonly own: Configuration;
  readonly surroundings: Surroundings;
}

/**
 * Hands a pack to the engine, which from then on calls its rules. It may send a configuration and name the stack first.
 * @throws Error with what is wrong, where the owner's settings can't be loaded
 */
export function startPack({ name, rules, own, surroundings }: Pack): void {
  const ids = rules.map(({ id }) => id);
  const ownByRule = withLevels(own, ids);
  const run = new Run();
  let stack: string | undefined;
  let settingsFor = settingsLoader(ownByRule, surroundings);
  let isMandatory = (rule: string): boolean => ownByRule[rule]?.enforcementLevel !== "advisory";
  onConfigure(({ settings, levels }) => {
    insistOnGood(settings, ids, "the policy pack's configuration");
    settingsFor = settingsLoader(settings, surroundings);
    // What can't be loaded stops the run here, where it can say why.
    if (stack !== undefined) settingsFor(stack);
    isMandatory = (rule) => levels.get(rule) !== "advisory";
  });
  offerNoRemediation();
  skipTypes((type) => !isOfEntra(type) && !type.startsWith("pulumi:"));
  onConfigureStack((phase) => {
    run.isPreview = phase.isPreview;
    stack = phase.stack;
  });
  const decisions: Decisions = {
    settingsFor: (stack) => settingsFor(stack),
    isMandatory: (rule) => isMandatory(rule),
  };
  const policies = rules.map((rule) => crossguardPolicy(rule, run, decisions));
  new PolicyPack(name, { enforcementLevel: "mandatory", policies }, ownByRule);
}
