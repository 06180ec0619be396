import { some } from "../notes/wording.ts";
import { reachOf } from "../topology/loadbalancer.ts";
import { defineCheck } from "./check.ts";

/** Worth knowing when somebody outside is meant to get in; often it is what is wanted. */
export const GatewayAddressPrivate = defineCheck({
  code: "GatewayAddressPrivate",
  severity: "info",
  title: "The Gateway has private addresses only",
  about: ["Gateway"],
  reads: [],
  run: (gateway) => {
    const addresses = gateway.status.addresses.flatMap((one) => (one.value ? [one.value] : []));
    const isPrivate = addresses.length > 0 && addresses.every((address) => ["network", "nodes"].includes(reachOf(address)));
    return isPrivate
      ? [{ path: "status.addresses", detail: `${some(addresses)} is not reachable from the internet.`.replace(" is ", addresses.length > 1 ? " are " : " is "), fix: ["If clients on the internet are meant to use it, ask the load balancer for a public address, or put something with a public address in front."] }]
      : [];
  },
});
