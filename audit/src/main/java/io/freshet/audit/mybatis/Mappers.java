package io.freshet.audit.mybatis;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** All mapper files of an application. Immutable. */
public final class Mappers {

    private static final Set<String> STATEMENTS = Set.of("select", "insert", "update", "delete");

    private final Map<String, MappedStatement> statements = new HashMap<>();
    private final Map<String, Xml.Element> fragments = new HashMap<>();
    private final Map<String, Xml.Element> resultMaps = new HashMap<>();
    private final Set<String> namespaces = new TreeSet<>();
    private final Set<String> unreadable = new TreeSet<>();

    /** Reads files, by where they were found. What is no well-formed mapper file becomes one that cannot be read. */
    public Mappers(Map<String, byte[]> files) {
        List<Xml.Element> mappers = new ArrayList<>();
        files.forEach((place, bytes) -> {
            Optional<Xml.Element> root = Xml.read(new ByteArrayInputStream(bytes));
            root.filter(element -> element.name().equals("mapper")).ifPresent(mappers::add);
            if (root.isEmpty()) {
                unreadable.add(place);
            }
        });
        mappers.forEach(this::addParts);
        mappers.forEach(this::addStatements);
    }

    private void addParts(Xml.Element mapper) {
        String namespace = mapper.attribute("namespace");
        namespaces.add(namespace);
        for (Xml.Element element : mapper.elements()) {
            String id = namespace + "." + element.attribute("id");
            if (element.name().equals("sql")) {
                fragments.put(id, element);
            } else if (element.name().equals("resultMap")) {
                resultMaps.put(id, element);
            }
        }
    }

    private void addStatements(Xml.Element mapper) {
        String namespace = mapper.attribute("namespace");
        for (Xml.Element element : mapper.elements()) {
            if (STATEMENTS.contains(element.name())) {
                String id = namespace + "." + element.attribute("id");
                DynamicSql sql = new DynamicSql(fragments, namespace);
                List<String> texts = new ArrayList<>(sql.texts(element));
                MappedStatement before = statements.get(id);
                if (before != null) {
                    texts.addAll(before.texts());
                }
                statements.put(id, new MappedStatement(texts, nested(namespace, element), sql.isConditional(element)));
            }
        }
    }

    private List<String> nested(String namespace, Xml.Element statement) {
        Set<String> found = new TreeSet<>();
        addNested(namespace, statement.attribute("resultMap"), found, new HashSet<>());
        return List.copyOf(found);
    }

    private void addNested(String namespace, String map, Set<String> found, Set<String> seen) {
        Xml.Element near = resultMaps.get(namespace + "." + map);
        Xml.Element element = near == null ? resultMaps.get(map) : near;
        if (element != null && seen.add(map)) {
            addNested(namespace, element.attribute("extends"), found, seen);
            addNested(namespace, element, found, seen);
        }
    }

    private void addNested(String namespace, Xml.Element element, Set<String> found, Set<String> seen) {
        for (Xml.Element each : element.elements()) {
            String select = each.attribute("select");
            if (!select.isEmpty()) {
                found.add(select.contains(".") ? select : namespace + "." + select);
            }
            addNested(namespace, each.attribute("resultMap"), found, seen);
            addNested(namespace, each, found, seen);
        }
    }

    /** The statement with the full id, {@code com.acme.PriceMapper.change}. */
    public Optional<MappedStatement> statement(String id) {
        return Optional.ofNullable(statements.get(id));
    }

    /** Whether there is a file for the interface. */
    public boolean has(String namespace) {
        return namespaces.contains(namespace);
    }

    /** Where files were found that could not be read. */
    public Set<String> unreadable() {
        return Set.copyOf(unreadable);
    }

    /** The SQL of an annotation's text, which may be a script. */
    public List<String> script(String namespace, String text) {
        String xml = text.strip().startsWith("<script>") ? text.strip() : "";
        if (xml.isEmpty()) {
            Map<String, String> none = new LinkedHashMap<>();
            return new DynamicSql(fragments, namespace)
                    .texts(new Xml.Element("script", none, List.of(new Xml.Text(text))));
        }
        return Xml.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                .map(root -> new DynamicSql(fragments, namespace).texts(root))
                .orElse(List.of());
    }
}
