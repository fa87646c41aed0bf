import type { InferSelectModel } from "drizzle-orm";
import type { metadata, trait } from "../metadata/tables.ts";
import { builder } from "./builder.ts";
import { MetadataFailureEnum } from "./enums.ts";

export type MetadataRow = InferSelectModel<typeof metadata>;
export type TraitRow = InferSelectModel<typeof trait>;

export const MetadataRef = builder.objectRef<MetadataRow>("Metadata").implement({
  description:
    "What the document says that an item or a collection has its metadata in. Anybody can have written it: all of it is plain text, not HTML, cut to size, without control characters, and none of it is vouched for.",
  fields: (t) => ({
    failure: t.expose("failure", {
      type: MetadataFailureEnum,
      nullable: true,
      description: "Why the latest look failed; null if it did not. What an earlier one found stays.",
    }),
    name: t.exposeString("name", { nullable: true, description: "Name; at most 200 characters." }),
    description: t.exposeString("description", {
      nullable: true,
      description: "Description, in lines; at most 2,000 characters.",
    }),
    image: t.exposeString("image", {
      nullable: true,
      description: "Picture: an `https:`, `http:` or `ipfs:` URL, or a `data:` URL of at most 20,000 characters.",
    }),
    externalUrl: t.exposeString("externalUrl", {
      nullable: true,
      description: "A page about it; `https:` or `http:`.",
    }),
    fetchedAt: t.exposeInt("fetchedAt", {
      nullable: true,
      description: "When the document was read last, unix seconds; null while it never was.",
    }),
  }),
});

export const TraitRef = builder.objectRef<TraitRow>("Trait").implement({
  description: "A trait that an item's metadata tells.",
  fields: (t) => ({
    name: t.exposeString("name", { description: "What it is called." }),
    value: t.exposeString("value", { description: "Its value as text." }),
    number: t.exposeFloat("number", { nullable: true, description: "Its value, if it is a number." }),
    displayType: t.exposeString("displayType", {
      nullable: true,
      description: "How the document wants a number to be shown, such as `boost_percentage` or `date`.",
    }),
  }),
});
