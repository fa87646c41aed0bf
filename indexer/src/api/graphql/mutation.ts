import { GraphQLError } from "graphql";
import { itemIdOf } from "../entities/item.ts";
import type { ErrorCode } from "../errors.ts";
import { builder } from "./builder.ts";
import { ItemRef } from "./refs.ts";

builder.mutationType({
  description: "What can be asked of the index besides answers. What the chain says, only transactions change.",
  fields: (t) => ({
    refreshMetadata: t.field({
      type: ItemRef,
      nullable: true,
      description:
        "Has an item's metadata looked at again: soon, and each item once a minute at most. The answer is the item as it is known so far; null if it is unknown. 30 times a minute for each caller; only the server that indexes does it (`READ_ONLY_SERVER`).",
      args: {
        token: t.arg({ type: "Address", required: true, description: "The item's contract." }),
        tokenId: t.arg({ type: "BigInt", required: true, description: "The item's token." }),
      },
      resolve: async (_, item, { refresh, caller, loaders }) => {
        if (!refresh)
          throw new GraphQLError("This server looks for no metadata. Ask the one that indexes.", {
            extensions: { code: "READ_ONLY_SERVER" satisfies ErrorCode },
          });
        await refresh(item, caller);
        return loaders.item.load(itemIdOf(item.token, item.tokenId));
      },
    }),
  }),
});
