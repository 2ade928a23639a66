import { asObject, asText, type JsonObject } from "../law/json/json-object";
import { POLICY_TYPE } from "../program/stack-policy";
import { objectsIn } from "./tenant-file";

/** What the engine would do to a resource, in its own words: `same`, `update`, `create`, `delete`, `replace`. */
export type Step = {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly operation: string;
  /** What the program gives; `undefined` where it doesn't declare the resource any more. */
  readonly inputs: JsonObject | undefined;
  /** The fields that the engine would change, in the plugin's words. */
  readonly fields: readonly string[];
};

export type Preview = { readonly steps: readonly Step[] };

/** Whether a resource is a Conditional Access policy. */
export const isPolicy = ({ type }: { readonly type: string }): boolean => type === POLICY_TYPE;

/** Whether the engine would change something: looking a resource up isn't a change. */
export const isChange = ({ operation }: Pick<Step, "operation">): boolean =>
  operation !== "same" && !operation.startsWith("read");

/** Stacks and providers are the engine's own; no tenant has them. */
export const isInTenant = ({ type }: Pick<Step, "type">): boolean => !type.startsWith("pulumi:");

export type PreviewOutput = { readonly status: number; readonly stdout: string; readonly stderr: string };

/** A failed one carries the engine's reasons: never is it a preview without changes. */
export type ReadPreview =
  | { readonly kind: "preview"; readonly preview: Preview }
  | { readonly kind: "failed"; readonly reasons: readonly string[] };

/** The engine's only complaint when `--expect-no-changes` meets changes. */
const CHANGES_PROPOSED = /no changes were expected.*but changes were proposed/;

/**
 * Reads the preview, or why there is none. An exit status other than 0 is fine only where it says that changes are
 * proposed and the steps do show some.
 */
export function readPreview({ status, stdout, stderr }: PreviewOutput): ReadPreview {
  const digest = asObject(parseJson(stdout));
  const errors = objectsIn(digest?.["diagnostics"])
    .filter(({ severity }) => severity === "error")
    .map(({ message }) => (asText(message) ?? "").trim());
  // What never made it into the digest: a stack that isn't there, a wrong passphrase.
  const complaints = stderr
    .split(/^(?=error: )/m)
    .filter((text) => text.startsWith("error: ") && !CHANGES_PROPOSED.test(text))
    .map((text) => text.replace(/^error: /, "").trim());
  const reasons = [...new Set([...errors, ...complaints])];
  const steps = Array.isArray(digest?.["steps"]) ? stepsIn(digest["steps"]) : undefined;
  const quiet = steps?.every((step) => !isChange(step));
  const isExplained = status === 0 ? quiet : !quiet && CHANGES_PROPOSED.test(stderr);
  if (steps !== undefined && reasons.length === 0 && isExplained) return { kind: "preview", preview: { steps } };
  return {
    kind: "failed",
    reasons: reasons.length > 0 ? reasons : [`it ended with status ${status} and gave no reason`],
  };
}

/** What the engine printed as JSON; `undefined` where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The refresh of a resource is a step by itself; what counts is what comes after it. */
const stepsIn = (steps: unknown): readonly Step[] =>
  objectsIn(steps)
    .filter(({ op }) => op !== "refresh")
    .map((step) => {
      const [before, after] = [asObject(step["oldState"]), asObject(step["newState"])];
      const urn = asText(step["urn"]) ?? "";
      return {
        urn,
        type: asText((after ?? before)?.["type"]) ?? "",
        name: urn.slice(urn.lastIndexOf("::") + 2),
        operation: asText(step["op"]) ?? "",
        inputs: after && (asObject(after["inputs"]) ?? {}),
        fields: Object.keys(asObject(step["detailedDiff"]) ?? {}).sort(),
      };
    });

/** A Conditional Access policy that the stack has deployed, as its state remembers it. */
export type DeployedPolicy = {
  readonly urn: string;
  readonly name: string;
  /** Graph's id: the end of the path that the plugin uses. */
  readonly id: string;
  readonly inputs: JsonObject;
  /** `refresh`: a refresh has written the tenant's values into the state since the last deployment, or that can't be ruled out. */
  readonly inputsFrom: "deployment" | "refresh";
};

/**
 * The policies in a stack's exported state; `undefined` when it is no state.
 * @param history what `pulumi stack history --json` prints, the newest first; without it nobody knows where the state's values are from
 */
export function readState(exported: unknown, history: unknown): readonly DeployedPolicy[] | undefined {
  const deployment = asObject(asObject(exported)?.["deployment"]);
  if (deployment === undefined) return undefined;
  // A run that failed half-way may only have refreshed.
  const [latest] = objectsIn(history).filter(({ kind }) => kind !== "preview");
  const inputsFrom = latest?.["kind"] === "update" && latest["result"] === "succeeded" ? "deployment" : "refresh";
  return objectsIn(deployment["resources"]).flatMap((resource) => {
    const [urn, id, type] = [asText(resource["urn"]), asText(resource["id"]), asText(resource["type"])];
    if (urn === undefined || id === undefined || type === undefined || !isPolicy({ type })) return [];
    if (resource["delete"] === true) return []; // the old half of a replacement that is under way
    const inputs = asObject(resource["inputs"]) ?? {};
    return [{ urn, name: afterLast("::", urn), id: afterLast("/", id), inputs, inputsFrom }];
  });
}

const afterLast = (separator: string, text: string): string => text.split(separator).at(-1) ?? "";
