import { Activity } from "./activity";
import { Assignment } from "./assignment";
import { causesOf } from "./causes";
import type { Clause } from "./clauses";
import { isDenied, type Literal } from "./literal";
import type { Problem } from "./solve";
import { WatchedClauses } from "./watched-clauses";
