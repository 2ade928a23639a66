import type { Location } from "../../law/model/finding";

/** A place in a file of the repository. Line and column from 1, the column in UTF-16 units; without them the whole file. */
export interface Place {
  /** Relative to the root of the repository, or absolute; with slashes or backslashes. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly endColumn?: number;
}

interface Placing {
  readonly placeOf: (location: Location | undefined) => Place | undefined;
  readonly fallback: string;
}

/** A finding's location: where it is shown, and what it is about where that has a name. */
export function placesOf(location: Location | undefined, { placeOf, fallback }: Placing): object {
  const place = placeOf(location);
  const uri = place && relativeUri(place.file);
  const physicalLocation = {
    artifactLocation: { uri: uri ?? relativeUri(fallback) ?? "README.md", uriBaseId: "%SRCROOT%" },
    region: uri === undefined ? { startLine: 1 } : regionOf(place),
  };
  return { physicalLocation, ...logicalLocations(location) };
}

function regionOf(place: Place | undefined): object {
  const { line: startLine = 1, column: startColumn, endColumn } = place ?? {};
  return {
    startLine,
    ...(startColumn !== undefined && { startColumn }),
    ...(startColumn !== undefined && endColumn !== undefined && { endColumn }),
  };
}

/** What has a name: a resource or one of its properties, a policy or one of its fields, a setting. */
function logicalLocations(location: Location | undefined): object {
  switch (location?.kind) {
    case "resource":
      return { logicalLocations: [namedAs("resource", location.urn, location.property)] };
    case "policy":
      return { logicalLocations: [namedAs("object", location.id, location.field)] };
    case "setting":
      return { logicalLocations: [namedAs("property", location.key, undefined)] };
    default:
      return {};
  }
}

const namedAs = (kind: string, whole: string, part: string | undefined): object => ({
  fullyQualifiedName: part === undefined ? whole : `${whole}#${part}`,
  kind: part === undefined ? kind : "property",
});

/**
 * A path as a relative reference. Code scanning counts it from the root of the repository.
 * @returns `undefined` where the path is absolute or leads out of the repository: nothing could be shown there
 */
export function relativeUri(path: string): string | undefined {
  const slashed = path.replaceAll("\\", "/");
  if (slashed.startsWith("/") || /^[a-z]:/i.test(slashed)) return undefined;
  const parts: string[] = [];
  for (const part of slashed.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.length === 0 ? undefined : parts.map(encoded).join("/");
}

/** Half a character has no encoding. */
const encoded = (part: string): string => encodeURIComponent(part.replace(/\p{Cs}/gu, "\uFFFD"));
