// A file beside the notebook, as a link that saves it.

/** The link to a file; `context` is the notebook's, where JupyterLab has one. */
async function download(context, name) {
  const node = h("a", { href: name, download: name }, name);
  const resolver = context?.urlResolver;
  if (resolver) node.href = await resolver.getDownloadUrl(await resolver.resolveUrl(encodeURI(name)));
  return node;
}
