import type { Location } from "../../law/model/finding";
import type { Place } from "../../report/sarif/place";
import type { Position } from "../../tenant/engine/positions";

/** Where findings are in the repository. */
export interface ProgramPlaces {
  readonly placeOf: (location: Location | undefined) => Place | undefined;
  /** The same as `file:line:column`. */
  readonly whereOf: (location: Location | undefined) => string | undefined;
  /** The file that stands for the project as a whole. */
  readonly fallback: string;
}

/** @param project the project's folder, from the root of the repository */
export function programPlaces(positions: ReadonlyMap<string, Position>, project: string): ProgramPlaces {
  const folder = project === "." ? "" : `${project.replace(/[/\\]+$/, "")}/`;
  const placeOf = (location: Location | undefined) => {
    const position = location?.kind === "resource" ? positions.get(location.urn) : undefined;
    return position && { ...position, file: folder + position.file };
  };
  return {
    placeOf,
    whereOf: (location) => {
      const place = placeOf(location);
      return place && `${place.file}:${place.line}:${place.column}`;
    },
    fallback: `${folder}Pulumi.yaml`,
  };
}
