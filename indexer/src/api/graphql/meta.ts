import { KindRef, MetaRef } from "./refs.ts";

MetaRef.implement({
  description: "How far the index has come.",
  fields: (t) => ({
    chainId: t.exposeInt("chainId", { description: "Chain that is indexed." }),
    block: t.expose("block", {
      type: "BigInt",
      description: "Latest block that is in the answers. Wait for your transaction's block to see its effect.",
    }),
    blockTimestamp: t.exposeInt("timestamp", {
      description: "That block's time, unix seconds; what expired and ended is judged by it.",
    }),
  }),
});

KindRef.implement({
  description: "A catalogue entry: what its items are called and look like.",
  fields: (t) => ({
    id: t.exposeInt("id", { description: "Number of the kind in its collection; from 1." }),
    name: t.exposeString("name", { description: "Display name." }),
    icon: t.exposeString("icon", { description: "SVG path data on a 512 x 512 view box." }),
  }),
});
