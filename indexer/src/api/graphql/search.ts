import type { Hit } from "../entities/search.ts";
import { builder } from "./builder.ts";
import { existing } from "./item.ts";
import { CollectionRef, KindRef } from "./refs.ts";

export const SearchHit = builder.objectRef<Hit>("SearchHit").implement({
  description:
    "A kind of item whose name was searched for. Its items are found by `collection` and `kind` in every filter.",
  fields: (t) => ({
    kind: t.field({ type: KindRef, description: "The catalogue entry.", resolve: (hit) => hit }),
    collection: t.field({
      type: CollectionRef,
      description: "The contract whose entry it is.",
      resolve: async ({ token }, _, { loaders }) => existing(await loaders.collection.load(token), "collection"),
    }),
    matches: t.exposeBoolean("matches", {
      description:
        "Whether its name has a word for each word of the text, equal or beginning with it; if not, it is only alike.",
    }),
    share: t.exposeFloat("share", {
      description: "How alike it is, 0 to 1: the share of the text's groups of three letters that its name has.",
    }),
  }),
});
