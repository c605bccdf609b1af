// A file beside the notebook, as a link that saves it.

/** The link to a file; `context` is the notebook's. A plain page has none and hands out no files: there it is the name. */
async function download(context, name) {
  const resolver = context?.urlResolver;
  if (!resolver) return h("b", {}, name);
  const href = await resolver.getDownloadUrl(await resolver.resolveUrl(encodeURI(name)));
  return h("a", { href, download: name }, name);
}
