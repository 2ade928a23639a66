import { toGraphPolicy } from "../../adapters/azuread";
import { asObject, type JsonObject } from "../../adapters/graph/json";
import { sessionInGraph } from "./session-in-graph";

/** The policy that the code asks for, in Graph's words, from the resource's inputs. */
export function codePolicy(inputs: JsonObject): JsonObject {
  const policy = asObject(toGraphPolicy(inputs)) ?? {};
  return { ...policy, sessionControls: sessionInGraph(inputs["sessionControls"]) };
}
