// Makes TypeScript's types of the schemas of an OpenAPI description.

/** All schemas as exported interfaces and choices, and what each path answers to GET. */
export function typesOf(openapi) {
  const schemas = Object.entries(openapi.components.schemas)
    .map(([name, schema]) => declared(name, schema))
    .join('\n\n');
  const answers = Object.entries(openapi.paths)
    .filter(([, path]) => path.get?.responses['200']?.content?.['application/json'])
    .map(([name, path]) => `  '${name}': ${typeOf(path.get.responses['200'].content['application/json'].schema)};`)
    .join('\n');
  const deeds = Object.entries(openapi.paths)
    .filter(([, path]) => path.post)
    .map(([name, { post }]) => `  '${name}': { asked: ${typeOf(post.requestBody.content['application/json'].schema)}; answer: ${typeOf(post.responses['200'].content['application/json'].schema)} };`)
    .join('\n');
  return `// Made of openapi.json by types.mjs; not to be edited.\n\n${schemas}\n\nexport interface Answers {\n${answers}\n}\n\nexport interface Deeds {\n${deeds}\n}\n`;
}

function declared(name, schema) {
  if (schema.enum) {
    return `export type ${name} = ${typeOf(schema)};`;
  }
  const properties = Object.entries(schema.properties).map(([key, value]) => `  ${key}: ${typeOf(value)};`);
  return `export interface ${name} {\n${properties.join('\n')}\n}`;
}

function typeOf(schema) {
  if (schema.anyOf) {
    return schema.anyOf.map(typeOf).join(' | ');
  }
  if (schema.$ref) {
    return schema.$ref.replace('#/components/schemas/', '');
  }
  if (schema.enum) {
    return schema.enum.map((value) => `'${value}'`).join(' | ');
  }
  const types = [schema.type].flat().map((type) => plain(type, schema));
  return types.join(' | ');
}

function plain(type, schema) {
  switch (type) {
    case 'array': {
      const item = typeOf(schema.items);
      return item.includes('|') ? `(${item})[]` : `${item}[]`;
    }
    case 'object':
      return schema.additionalProperties ? `Record<string, ${typeOf(schema.additionalProperties)}>` : 'object';
    case 'integer':
      return 'number';
    default:
      return type;
  }
}
