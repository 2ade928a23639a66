import type { Principal, SignIn } from "../sign-in";
import type { Dimension, ListedDimension } from "./dimension";
import type { Cell, Grid } from "./grid";

/** The sign-in that stands for a cell. */
export function signInAt({ dimensions }: Grid, cell: Cell, principal: Principal): SignIn {
  const value = <Name extends ListedDimension>(name: Name): SignIn[Name] => ownValue(dimensions, cell, name);
  return {
    principal,
    clientApp: value("clientApp"),
    platform: value("platform"),
    place: cell.place,
    device: cell.device,
    signInRisk: value("signInRisk"),
    userRisk: value("userRisk"),
    insiderRisk: value("insiderRisk"),
    flow: value("flow"),
  };
}

/** The values of a dimension of this name are values of this name: dimensions are made so, see `listedDimensions`. */
function ownValue<Name extends ListedDimension>(
  dimensions: readonly Dimension[],
  cell: Cell,
  name: Name,
): SignIn[Name] {
  const depth = dimensions.findIndex((dimension) => dimension.name === name);
  return dimensions[depth]?.values[cell.values[depth] ?? 0] as SignIn[Name];
}
