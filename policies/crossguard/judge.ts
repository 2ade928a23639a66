import type * as sdk from "@pulumi/policy";
import { printable } from "../../src/text/printable";
import { appliesTo, type Finding, type Rule } from "../rules/support/rule";
import type { Level } from "../settings/configuration";
import type { Settings } from "../settings/settings";
import { entraId, isOfEntra, plannedId } from "../stack/objects/entra-objects";
import { type Resource, stackOf } from "../stack/objects/resource";
import { ResourceGraph, type Stack } from "../stack/objects/resource-graph";
import { isInAnotherTenant } from "../stack/objects/this-tenant";
import { resourceFromInputs, resourceFromState } from "./plain-resource";

/** The owner's decisions that are in force. */
export interface Decisions {
  readonly settingsFor: (stack: string | undefined) => Settings;
  readonly levelOf: (rule: string) => Level;
  /** The path of the page about a rule. */
  readonly pageOf: (rule: string) => string;
}

/** Reports a finding under a rule's name and level. The SDK takes this in place of a message since 1.20, and its types don't say so. */
type Report = (diagnostic: {
  readonly name: string;
  readonly description: string;
  readonly message: string;
  readonly urn: string | undefined;
  readonly enforcementLevel: "advisory" | "mandatory";
  readonly severity: Rule["severity"];
}) => void;

/**
 * Shows the rules what the engine shows the pack, and reports each finding once. The SDK unpacks every resource for each policy that it
 * calls, so it calls one for all rules. A preview and its update are two runs: the engine starts the pack anew for the update (tried
 * with 3.274.1).
 */
export class Judge {
  readonly #rules: readonly Rule[];
  readonly #inputs = new Map<string, Resource>();
  /** Whether a mandatory rule has reported a finding, by the finding's key. */
  readonly #reported = new Map<string, boolean>();
  #isStackJudged = false;

  /** What the engine says that it does; `undefined` if it doesn't say. */
  phase: "preview" | "update" | undefined;

  decisions: Decisions;

  constructor(rules: readonly Rule[], decisions: Decisions) {
    this.#rules = rules;
    this.decisions = decisions;
  }

  /** Judges a resource that is about to be deployed. */
  readonly validateResource = (args: sdk.ResourceValidationArgs, report: sdk.ReportViolation): void => {
    if (!isOfEntra(args.type)) return;
    const resource = resourceFromInputs(args);
    let asked: ResourceGraph | undefined;
    this.#byEachRule(args.urn, report, args.urn, (rule, settings) => {
      if (isInAnotherTenant(resource, settings)) return [];
      asked ??= this.#askedWith(resource);
      if (rule.isWholeAtPreview && this.phase === "preview") return [];
      return rule.onResource?.(resource, settings, asked) ?? [];
    });
  };

  /** Judges the stack, after the program has declared all of it. */
  readonly validateStack = ({ resources }: sdk.StackValidationArgs, report: sdk.ReportViolation): void => {
    const all = resources.filter(({ type }) => isOfEntra(type)).map(resourceFromState);
    let stack: Stack | undefined;
    this.#byEachRule(resources[0]?.urn ?? "", report, undefined, (rule, settings) => {
      stack ??= {
        state: new ResourceGraph(all.filter((one) => !isInAnotherTenant(one, settings))),
        inputs: new ResourceGraph(this.#inputs.values()),
        isPreview: this.phase !== "update",
      };
      return rule.onStack?.(stack, settings) ?? [];
    });
    this.#isStackJudged = true;
  };

  /** The resources that the engine has asked about, with their inputs. The first one after a judged stack begins another run. */
  #askedWith(resource: Resource): ResourceGraph {
    if (this.#isStackJudged) {
      this.#inputs.clear();
      this.#reported.clear();
      this.#isStackJudged = false;
    }
    this.#inputs.set(resource.urn, resource);
    return new ResourceGraph(this.#inputs.values());
  }

  /** Reports what each rule in force finds. A rule that breaks rejects. */
  #byEachRule(
    anyUrn: string,
    report: sdk.ReportViolation,
    urn: string | undefined,
    judge: (rule: Rule, settings: Settings) => readonly Finding[],
  ): void {
    const { levelOf, settingsFor, pageOf } = this.decisions;
    for (const rule of this.#rules.filter(({ id }) => levelOf(id) !== "disabled")) {
      const isMandatory = levelOf(rule.id) !== "advisory";
      const page = pageOf(rule.id);
      const say = reporterFor(rule, isMandatory, report);
      let inWords = problemOfSettings;
      try {
        const settings = settingsFor(stackOf(anyUrn));
        inWords = brokenRule;
        for (const finding of appliesTo(rule, settings.baseline) ? judge(rule, settings) : [])
          if (this.#isNew(finding, isMandatory)) say(this.#messageOf(finding, page), finding.primary?.urn);
      } catch (error) {
        say(`${inWords(error)}\n  ${page}`, urn);
      }
    }
  }

  /** Whether a finding isn't reported yet. An advisory rule doesn't silence a mandatory one. */
  #isNew({ dedupeKey }: Finding, isMandatory: boolean): boolean {
    const before = this.#reported.get(dedupeKey);
    if (before === true || before === isMandatory) return false;
    this.#reported.set(dedupeKey, isMandatory);
    return true;
  }

  /** A finding as the engine prints it below the rule's name: what, where, what to do, and the page. New objects have logical names. */
  #messageOf({ message, related, help }: Finding, page: string): string {
    const news = [...this.#inputs.values()].filter((one) => entraId(one) === undefined);
    const withNames = (line: string): string =>
      news.reduce((said, one) => said.replaceAll(plannedId(one), () => `\`${one.name}\` of this stack`), line);
    const lines = [message, ...related.map(({ text }) => `  ${text}`), `  help: ${help}`, `  ${page}`];
    return lines.map(withNames).map(printable).join("\n");
  }
}

const reporterFor = (rule: Rule, isMandatory: boolean, report: sdk.ReportViolation) => {
  const { id: name, title: description, severity } = rule;
  const enforcementLevel = isMandatory ? "mandatory" : "advisory";
  return (message: string, urn: string | undefined): void =>
    (report as unknown as Report)({ name, description, message, urn, enforcementLevel, severity });
};

/** Engines that don't announce the stack come to a register or a snapshot that can't be read only here. */
function problemOfSettings(error: unknown): string {
  const lines = (error instanceof Error ? error.message : String(error)).split("\n").map(printable);
  return ["nothing was decided, and the deployment is rejected:", ...lines].join("\n  ");
}

/** The error itself isn't shown, since it may quote a property. */
function brokenRule(error: unknown): string {
  const trace = error instanceof Error ? (error.stack ?? "") : "";
  const where = /at .*\/(?:policies|src)\/[^\s)]+/.exec(trace)?.[0] ?? "";
  return `internal error in this rule, so nothing was decided and the deployment is rejected ${where}`;
}
