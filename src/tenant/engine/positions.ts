import { asList, asObject, asText, type JsonObject } from "../../law/json/json-object";

/** Where a program declares a resource. Both from 1. */
export interface Position {
  /** From the project's folder, with slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Where a program declares its resources, by URN, in an export or a preview of a stack; `undefined` where it is neither. */
export function positionsIn(json: unknown): ReadonlyMap<string, Position> | undefined {
  const document = asObject(json);
  const resources = asList(asObject(document?.["deployment"])?.["resources"]);
  const steps = asList(document?.["steps"])?.map((step) => asObject(step)?.["newState"]);
  const listed = resources ?? steps;
  if (listed === undefined) return undefined;
  const positions = new Map<string, Position>();
  for (const resource of listed.map(asObject)) {
    const urn = asText(resource?.["urn"]);
    const position = resource && positionOf(resource);
    if (urn !== undefined && position !== undefined) positions.set(urn, position);
  }
  return positions;
}

/** The innermost place in the project's own files: a component may make the resource in a package. */
function positionOf(resource: JsonObject): Position | undefined {
  const frames = asList(resource["stackTrace"])?.map((frame) => asObject(frame)?.["sourcePosition"]) ?? [];
  return [resource["sourcePosition"], ...frames].map(parsePosition).find((position) => position !== undefined);
}

/** `project:///src/index.ts#3,28`. @see pulumi/pulumi, proto/pulumi/source.proto */
const POSITION = /^project:\/\/\/([^#]+)#(\d+)(?:,(\d+))?/;

function parsePosition(text: unknown): Position | undefined {
  const [, path = "", line, column = "1"] = POSITION.exec(asText(text) ?? "") ?? [];
  const file = decoded(path);
  if (line === undefined || file === undefined || /(^|\/)(\.\.|node_modules)(\/|$)/.test(file)) return undefined;
  return { file, line: Math.max(1, Number(line)), column: Math.max(1, Number(column)) };
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined; // no path that anybody could open
  }
}
