import type { Route } from "../http/router";
import { strengthRoutes } from "./authentication-strengths";
import type { RouteContext } from "./collection";
import { directoryRoutes } from "./directory";
import { groupRoutes } from "./groups";
import { namedLocationRoutes } from "./named-locations";
import { policyRoutes } from "./policies";
import { signInRoutes } from "./sign-ins";

/** The Graph endpoints of the tenant. */
export const graphRoutes = (context: RouteContext): readonly Route[] =>
  [policyRoutes, namedLocationRoutes, strengthRoutes, groupRoutes, directoryRoutes, signInRoutes].flatMap((routes) =>
    routes(context),
  );
