import { asObject, asText, type JsonObject } from "../law/json/json-object";
import { isPolicy } from "./preview";
import { objectsIn } from "./tenant-file";

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
  const runs = runsIn(history);
  return objectsIn(deployment["resources"]).flatMap((resource) => {
    const [urn, id, type] = [asText(resource["urn"]), asText(resource["id"]), asText(resource["type"])];
    if (urn === undefined || id === undefined || type === undefined || !isPolicy({ type })) return [];
    if (resource["delete"] === true) return []; // the old half of a replacement that is under way
    const inputs = asObject(resource["inputs"]) ?? {};
    const inputsFrom = inputsFromIn(resource, runs);
    return [{ urn, name: afterLast("::", urn), id: afterLast("/", id), inputs, inputsFrom }];
  });
}

const afterLast = (separator: string, text: string): string => text.split(separator).at(-1) ?? "";

type Run = { readonly isDeployment: boolean; readonly end: number };

/** The runs that have written the state, the newest first. One that failed half-way may only have refreshed. */
const runsIn = (history: unknown): readonly Run[] =>
  objectsIn(history)
    .filter(({ kind }) => kind !== "preview")
    .map(({ kind, result, endTime }) => ({
      isDeployment: kind === "update" && result === "succeeded",
      end: Date.parse(asText(endTime) ?? ""),
    }));

/** The engine dates a resource anew when a deployment or a refresh changes it, and only then. */
function inputsFromIn({ modified }: JsonObject, [latest, ...earlier]: readonly Run[]): DeployedPolicy["inputsFrom"] {
  if (latest?.isDeployment) return "deployment";
  const deployment = earlier.find(({ isDeployment }) => isDeployment);
  return deployment !== undefined && Date.parse(asText(modified) ?? "") <= deployment.end ? "deployment" : "refresh";
}
