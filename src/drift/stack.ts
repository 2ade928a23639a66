import { asObject, asText, type JsonObject } from "../law/json/json-object";
import { lastSegment } from "../law/json/resource-id";
import { POLICY_TYPE } from "../program/stack-policy";
import { nameIn } from "../tenant/azuread/stack/resource";
import type { Answer } from "../tenant/live/tenant-problem";
import { parsedJson } from "../text/json-text";
import { type Change, objectsIn } from "./change";

/** What the engine would do to a resource, in the engine's words: `same`, `update`, `create`, `delete`, `replace`. */
export type Step = {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly operation: string;
  /** The program's values; `undefined` if the program no longer declares the resource. */
  readonly inputs: JsonObject | undefined;
  /** The fields that the engine would change, in the plugin's words. */
  readonly fields: readonly string[];
};

/** Whether a resource is a Conditional Access policy. */
export const isPolicy = ({ type }: { readonly type: string }): boolean => type === POLICY_TYPE;

/** Whether the engine would change something. Reading a resource isn't a change. */
export const isChange = ({ operation }: Pick<Step, "operation">): boolean =>
  operation !== "same" && !operation.startsWith("read");

/** Resources of the stack other than policies that the engine would change. Stacks and providers are only in the engine. */
export const resourceChanges = (steps: readonly Step[]): readonly Change[] =>
  steps
    .filter((step) => isChange(step) && !isPolicy(step) && !step.type.startsWith("pulumi:"))
    .map(({ urn, type, name, operation, fields }) => ({
      source: "code",
      kind: "resource",
      list: type,
      id: urn,
      name,
      fields: [],
      help: `\`pulumi up\` would ${operation} it${fields.length === 0 ? "" : `: ${fields.join(", ")}`}`,
    }));

/** The output of the engine. */
export type PreviewOutput = { readonly status: number; readonly stdout: string; readonly stderr: string };

/** The steps of a preview, or the engine's reasons if it failed. A failed preview must never look like one without changes. */
export type ReadPreview = Answer<readonly Step[], readonly string[]>;

/** What the engine says if `--expect-no-changes` finds changes. */
const CHANGES_PROPOSED = /no changes were expected.*but changes were proposed/;

/**
 * Reads a preview, or why there is none. An exit status other than 0 is expected only if the engine says that changes are proposed and
 * the steps show some.
 */
export function readPreview({ status, stdout, stderr }: PreviewOutput): ReadPreview {
  const digest = asObject(parsedJson(stdout));
  const errors = objectsIn(digest?.["diagnostics"]).filter(({ severity }) => severity === "error");
  // Errors that aren't in the JSON: a missing stack, a wrong passphrase.
  const [, ...complaints] = stderr.split(/^error: /m);
  const said = [
    ...errors.map(({ message }) => asText(message) ?? ""),
    ...complaints.filter((text) => !CHANGES_PROPOSED.test(text)),
  ];
  const reasons = [...new Set(said.map((text) => text.trim()))];
  const steps = Array.isArray(digest?.["steps"]) ? stepsIn(digest["steps"]) : undefined;
  const isQuiet = steps?.every((step) => !isChange(step));
  const isExplained = status === 0 ? isQuiet : !isQuiet && CHANGES_PROPOSED.test(stderr);
  if (steps !== undefined && reasons.length === 0 && isExplained) return { kind: "read", value: steps };
  const problem = reasons.length > 0 ? reasons : [`it ended with status ${status} and gave no reason`];
  return { kind: "failed", problem };
}

/** The steps without refreshes, which the engine lists before the step of the resource. */
const stepsIn = (steps: unknown): readonly Step[] =>
  objectsIn(steps).flatMap(({ op, urn, detailedDiff, ...step }) => {
    const [before, after] = [asObject(step["oldState"]), asObject(step["newState"])];
    if (op === "refresh") return [];
    return {
      urn: asText(urn) ?? "",
      type: asText((after ?? before)?.["type"]) ?? "",
      name: nameIn({ urn }),
      operation: asText(op) ?? "",
      inputs: after && (asObject(after["inputs"]) ?? {}),
      fields: Object.keys(asObject(detailedDiff) ?? {}).sort(),
    };
  });

/** A Conditional Access policy that the stack has deployed, from its state. */
export type DeployedPolicy = {
  readonly urn: string;
  readonly name: string;
  /** Graph's id in lower case: the last part of the path that the plugin uses as id. */
  readonly id: string;
  readonly inputs: JsonObject;
};

/** The policies in a stack's exported state; `undefined` if it isn't a state. */
export function readState(exported: unknown): readonly DeployedPolicy[] | undefined {
  const deployment = asObject(asObject(exported)?.["deployment"]);
  return (
    deployment &&
    objectsIn(deployment["resources"]).flatMap((resource) => {
      const [urn, id] = [asText(resource["urn"]), asText(resource["id"])];
      // A replacement that isn't finished still has the old resource.
      const isOld = resource["delete"] === true;
      if (urn === undefined || id === undefined || resource["type"] !== POLICY_TYPE || isOld) return [];
      const inputs = asObject(resource["inputs"]) ?? {};
      return [{ urn, name: nameIn({ urn }), id: String(lastSegment(id)).toLowerCase(), inputs }];
    })
  );
}
