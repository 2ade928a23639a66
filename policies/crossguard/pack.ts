import { PolicyPack } from "@pulumi/policy";
import { type IsoDate, utcDay } from "../../src/text/iso-date";
import { appliesTo, type Rule } from "../rules/support/rule";
import { type Configuration, insistOnGood, withLevels } from "../settings/configuration";
import { baselineIn, type Environment, settingsLoader } from "../settings/load-settings";
import type { Settings } from "../settings/settings";
import { isOfEntra } from "../stack/objects/entra-objects";
import * as service from "./analyzer-service";
import { packPage, pageOf } from "./page";
import { crossguardPolicy, type Decisions } from "./policy";
import { Run } from "./run";

/** Remarks for the person who runs the engine, one line each: the pack isn't bound to a tenant, or judges another day than today. */
export function remarksOn({ baseline, tenantId, today: day }: Settings, today: IsoDate): readonly string[] {
  const unbound =
    "it isn't bound to a tenant, so it passes policies in any tenant. To bind it, set no-mfa-bypass.tenantId";
  return [
    ...(baseline === "in-stack" && tenantId === undefined ? [unbound] : []),
    ...(day === today ? [] : [`it judges reviews as of ${day} (approved-exclusions.asOf); today is ${today}`]),
  ];
}

/** Passes settings on, and prints each remark on them once. */
function remarkingOn(pack: string, { today }: Environment) {
  const said = new Set<string>();
  return (settings: Settings): Settings => {
    for (const line of remarksOn(settings, utcDay(today())))
      if (!said.has(line) && said.add(line)) console.error(`policy pack ${pack}: ${line}`);
    return settings;
  };
}

/** What a pack is made of. */
export interface Pack {
  readonly name: string;
  readonly rules: readonly Rule[];
  /** The owner's valid configuration. If the engine sends one, that replaces it. */
  readonly own: Configuration;
  readonly environment: Environment;
}

/** Gives a pack to the engine, which then calls its rules. @throws Error if the owner's settings can't be loaded */
export function startPack({ name, rules, own, environment }: Pack): void {
  const run = new Run();
  const ownByRule = withLevels(own, rules);
  const remarked = remarkingOn(name, environment);
  let stack: string | undefined;
  let settingsFor = settingsLoader(ownByRule, environment);
  let isMandatory = (rule: string): boolean => ownByRule[rule]?.enforcementLevel !== "advisory";
  const decisions: Decisions = {
    // Remarks wait until a rule asks for settings: before that, the configuration may be missing.
    settingsFor: (stack) => remarked(settingsFor(stack)),
    isMandatory: (rule) => isMandatory(rule),
    pageOf: (rule) => pageOf(rule, environment.folder),
  };
  const served = rules.map((rule) => {
    const policy = crossguardPolicy(rule, run, decisions);
    return { rule, policy, calls: { ...policy } };
  });
  service.onConfigureStack((phase) => {
    run.phase = phase.isPreview ? "preview" : "update";
    stack = phase.stack;
  });
  service.onConfigure(({ settings, levels }) => {
    const ids = rules.map(({ id }) => id);
    insistOnGood(settings, ids, "the policy pack's configuration", packPage(environment.folder));
    settingsFor = settingsLoader(settings, environment);
    // An error while loading stops the run here, where the engine shows it.
    if (stack !== undefined) settingsFor(stack);
    isMandatory = (rule) => levels.get(rule) !== "advisory";
    run.readAnew();
    // The SDK unpacks every resource for each policy that it can call, even for rules that don't apply.
    for (const { rule, policy, calls } of served)
      Object.assign(policy, appliesTo(rule, baselineIn(settings)) ? calls : NO_CALLS);
  });
  service.offerNoRemediation();
  service.leaveOutTitles();
  service.skipTypes((type) => !isOfEntra(type) && !type.startsWith("pulumi:"));
  service.showStackOnce(run);
  new PolicyPack(name, { enforcementLevel: "mandatory", policies: served.map(({ policy }) => policy) }, ownByRule);
}

const NO_CALLS = { validateResource: undefined, validateStack: undefined };
