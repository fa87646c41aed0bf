import type { Text } from "../written.ts";
import { builder } from "./builder.ts";
import { TextUnavailableEnum } from "./enums.ts";

export const ListingTextType = builder.objectRef<Text>("ListingText").implement({
  description:
    "What the seller wrote of what is listed. The relayer keeps it and the salt is its hash, so that nobody but the seller can have written it and nobody can change it. Plain text, not HTML: nobody vouches for it.",
  fields: (t) => ({
    unavailable: t.field({
      type: TextUnavailableEnum,
      nullable: true,
      description: "Why the other fields are null; null if they are known.",
      resolve: ({ unavailable }) => unavailable,
    }),
    title: t.string({
      nullable: true,
      description: "1 to 80 characters, one line.",
      resolve: ({ text }) => text?.title ?? null,
    }),
    description: t.string({
      nullable: true,
      description: "Up to 2,000 characters, empty if there are none.",
      resolve: ({ text }) => text?.description ?? null,
    }),
    images: t.field({
      type: ["Bytes32"],
      nullable: true,
      description:
        "Up to 8 pictures, each by the SHA-256 of its file; `ipfs://f01551220` and the 64 digits is the address of one that IPFS has in one piece.",
      resolve: ({ text }) => (text ? [...text.images] : null),
    }),
  }),
});
