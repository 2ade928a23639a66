import { Graph } from "./graph";
import { sendOverHttps } from "./http";
import { Provider } from "./provider";
import { serve } from "./serve";

serve(new Provider(process.env, (settings) => new Graph(settings, sendOverHttps)));
