package io.freshet.audit.rule;

import io.freshet.audit.Compiled;
import io.freshet.audit.Shop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Ways of writing with MyBatis-Plus, which is known by name only: outlines of its types stand here in their place. */
class MyBatisPlusTests {

    private static final String ROOT = "package com.baomidou.mybatisplus.";

    private static final String[] OUTLINES = {
        ROOT + "core.mapper;\nimport com.baomidou.mybatisplus.core.conditions.*;\n"
                + "public interface BaseMapper<T> { int insert(T row); int updateById(T row); int update(T row, Wrapper<T> of); int deleteById(java.io.Serializable id);"
                + " T selectById(java.io.Serializable id); T selectOne(Wrapper<T> of); java.util.List<T> selectList(Wrapper<T> of); Long selectCount(Wrapper<T> of); }",
        ROOT + "core.conditions;\npublic class Wrapper<T> {}",
        ROOT
                + "core.toolkit.support;\npublic interface SFunction<T, R> extends java.util.function.Function<T, R>, java.io.Serializable {}",
        ROOT
                + "core.conditions.query;\nimport com.baomidou.mybatisplus.core.toolkit.support.SFunction;\n"
                + "public class LambdaQueryWrapper<T> extends com.baomidou.mybatisplus.core.conditions.Wrapper<T> {"
                + " public final LambdaQueryWrapper<T> select(SFunction<T, ?>... columns) { return this; }"
                + " public LambdaQueryWrapper<T> eq(SFunction<T, ?> column, Object value) { return this; }"
                + " public LambdaQueryWrapper<T> orderByDesc(SFunction<T, ?> column) { return this; }"
                + " public LambdaQueryWrapper<T> last(String sql) { return this; } }",
        ROOT
                + "core.conditions.update;\nimport com.baomidou.mybatisplus.core.toolkit.support.SFunction;\n"
                + "public class LambdaUpdateWrapper<T> extends com.baomidou.mybatisplus.core.conditions.Wrapper<T> {"
                + " public LambdaUpdateWrapper<T> set(SFunction<T, ?> column, Object value) { return this; }"
                + " public LambdaUpdateWrapper<T> set(boolean when, SFunction<T, ?> column, Object value) { return this; }"
                + " public LambdaUpdateWrapper<T> setSql(String sql) { return this; }"
                + " public LambdaUpdateWrapper<T> eq(SFunction<T, ?> column, Object value) { return this; } }",
        ROOT
                + "extension.conditions.update;\nimport com.baomidou.mybatisplus.core.toolkit.support.SFunction;\n"
                + "public class LambdaUpdateChainWrapper<T> {"
                + " public LambdaUpdateChainWrapper(com.baomidou.mybatisplus.core.mapper.BaseMapper<T> mapper) {}"
                + " public LambdaUpdateChainWrapper<T> set(SFunction<T, ?> column, Object value) { return this; }"
                + " public boolean update() { return true; } public boolean remove() { return true; } }",
        ROOT
                + "extension.service;\nimport com.baomidou.mybatisplus.core.conditions.*;\nimport com.baomidou.mybatisplus.extension.conditions.update.*;\n"
                + "public interface IService<T> { default boolean save(T row) { return true; } default boolean saveOrUpdate(T row) { return true; }"
                + " default boolean removeById(java.io.Serializable id) { return true; } default boolean update(Wrapper<T> of) { return true; }"
                + " default boolean updateBatchById(java.util.Collection<T> rows) { return true; }"
                + " default LambdaUpdateChainWrapper<T> lambdaUpdate() { return null; } }",
        ROOT
                + "extension.service.impl;\npublic class ServiceImpl<M extends com.baomidou.mybatisplus.core.mapper.BaseMapper<T>, T>"
                + " implements com.baomidou.mybatisplus.extension.service.IService<T> { protected M baseMapper; }",
        ROOT
                + "extension.toolkit;\npublic class Db { public static <T> boolean saveBatch(java.util.Collection<T> rows) { return true; }"
                + " public static <T> boolean updateBatchById(java.util.Collection<T> rows) { return true; }"
                + " public static <T> boolean removeById(java.io.Serializable id, Class<T> type) { return true; } }",
        ROOT
                + "extension.activerecord;\npublic class Model<T extends Model<?>> { public boolean insert() { return true; }"
                + " public boolean updateById() { return true; } public boolean deleteById() { return true; } }",
        ROOT + "annotation;\npublic @interface TableName { String value(); }"
    };

    private static final String OPTIONS = """
            package shop;

            import com.baomidou.mybatisplus.annotation.*;
            import com.baomidou.mybatisplus.core.conditions.*;
            import com.baomidou.mybatisplus.core.conditions.query.*;
            import com.baomidou.mybatisplus.core.conditions.update.*;
            import com.baomidou.mybatisplus.core.mapper.*;
            import com.baomidou.mybatisplus.extension.activerecord.*;
            import com.baomidou.mybatisplus.extension.conditions.update.*;
            import com.baomidou.mybatisplus.extension.service.*;
            import com.baomidou.mybatisplus.extension.service.impl.*;
            import com.baomidou.mybatisplus.extension.toolkit.*;
            import java.util.*;
            import org.springframework.cache.annotation.*;
            import org.springframework.stereotype.*;
            import org.springframework.web.bind.annotation.*;

            @TableName("sys_option")
            class Option extends Model<Option> {
                Long id;
                String label;
                String state;
                Long getId() { return id; }
                String getLabel() { return label; }
                String getState() { return state; }
                void setId(Long id) { this.id = id; }
                void setLabel(String label) { this.label = label; }
                void setState(String state) { this.state = state; }
            }
            class Plain { Long id; }
            interface OptionMapper extends BaseMapper<Option> {
                int update(Option row, Wrapper<Option> of);
                default boolean storeAll(Collection<Option> rows) { return Db.updateBatchById(rows); }
            }
            interface PlainMapper extends BaseMapper<Plain> {}
            interface OptionService extends IService<Option> { void removeUnused(Long id); }
            @Service class OptionServiceImpl extends ServiceImpl<OptionMapper, Option> implements OptionService {
                public void removeUnused(Long id) {}
                public void relabel(Long id, String label) { this.update(new LambdaUpdateWrapper<Option>().set(Option::getLabel, label).eq(Option::getId, id)); }
            }
            abstract class Batches<M extends BaseMapper<T>, T> extends ServiceImpl<M, T> {
                public void storeAll(List<T> rows) { Db.saveBatch(rows); }
            }
            @Service class OptionBatches extends Batches<OptionMapper, Option> {}
            """;

    private static final String LABELS = """
            @Service class Labels {
                OptionMapper mapper;
                @Cacheable(cacheNames = "labels", key = "#id") public String label(Long id) {
                    Option option = mapper.selectOne(new LambdaQueryWrapper<Option>().select(Option::getLabel).eq(Option::getId, id));
                    return option.getLabel();
                }
            }
            """;

    private static final String LATEST = """
            @Service class Latest {
                OptionMapper mapper;
                @Cacheable(cacheNames = "latest", key = "#state") public String latest(String state) {
                    return mapper.selectOne(new LambdaQueryWrapper<Option>().eq(Option::getState, state).orderByDesc(Option::getId).last("limit 1")).getLabel();
                }
            }
            """;

    @TempDir
    private Path folder;

    private List<String> found(String read, String method) {
        String controller = """
                @RestController class C {
                    OptionMapper mapper;
                    OptionService service;
                    OptionServiceImpl own;
                    OptionBatches batches;
                    PlainMapper plains;
                """ + method + "\n}\n";
        String[] sources = new String[OUTLINES.length + 2];
        System.arraycopy(OUTLINES, 0, sources, 0, OUTLINES.length);
        sources[OUTLINES.length] = OPTIONS + read + controller;
        sources[OUTLINES.length + 1] =
                Shop.BASE.substring(0, Shop.BASE.indexOf("@Entity")).replace("package shop", "package times")
                        + Shop.BASE.substring(
                                Shop.BASE.indexOf("@org.springframework.context.annotation.Configuration"));
        return Compiled.audit(folder, sources).findings().stream()
                .filter(finding -> finding.rule() == Rule.WRITE_WITHOUT_EVICTION)
                .filter(finding -> finding.entry().startsWith("PUT"))
                .map(finding -> finding.entry() + " " + finding.tables())
                .toList();
    }

    private static final String STALE = "PUT /o [sys_option]";

    @Test
    void columnsThatTheWrapperSets_haveToBeAmongThoseThatAreSelected() {
        assertThat(found(LABELS, """
                @PutMapping("/o") void put(Long id) { mapper.update(null, new LambdaUpdateWrapper<Option>().set(Option::getLabel, "x").eq(Option::getId, id)); }
                @PutMapping("/state") void state(Long id) { mapper.update(null, new LambdaUpdateWrapper<Option>().set(Option::getState, "x").eq(Option::getId, id)); }
                """)).containsExactly(STALE);
    }

    @Test
    void aWrapperThatIsBuiltInSeveralStatements_isReadWhole() {
        assertThat(found(LABELS, """
                @PutMapping("/o") void put(Long id, boolean all) {
                    LambdaUpdateWrapper<Option> of = new LambdaUpdateWrapper<>();
                    of.set(Option::getState, "x");
                    if (all) { of.set(true, Option::getLabel, "x"); }
                    mapper.update(null, of);
                }
                @PutMapping("/state") void state(Long id) {
                    LambdaUpdateWrapper<Option> of = new LambdaUpdateWrapper<>();
                    of.setSql("state = 'x'");
                    mapper.update(null, of);
                }
                """)).containsExactly(STALE);
    }

    @Test
    void aWrapperThatComesFromElsewhere_maySetAnything() {
        assertThat(found(
                        LABELS,
                        "@PutMapping(\"/o\") void put(LambdaUpdateWrapper<Option> of) { mapper.update(null, of); }"))
                .containsExactly(STALE);
    }

    @Test
    void ofANewObject_onlyWhatItsSettersSetIsUpdated() {
        assertThat(found(LABELS, """
                @PutMapping("/state") void state(Long id) { Option option = new Option(); option.setId(id); option.setState("x"); mapper.updateById(option); }
                @PutMapping("/o") void put(Long id) { Option option = new Option(); option.setId(id); option.setLabel("x"); mapper.updateById(option); }
                """)).containsExactly(STALE);
    }

    @Test
    void servicesChainsActiveRecordsAndDb_write() {
        for (String write : List.of(
                "service.removeById(id);",
                "service.saveOrUpdate(option);",
                "own.relabel(id, null);",
                "service.lambdaUpdate().set(Option::getLabel, \"x\").update();",
                "service.lambdaUpdate().remove();",
                "new LambdaUpdateChainWrapper<>(mapper).set(Option::getLabel, \"x\").update();",
                "option.updateById();",
                "Db.removeById(id, Option.class);",
                "mapper.storeAll(List.of(option));")) {
            assertThat(found(LABELS, "@PutMapping(\"/o\") void put(Long id, Option option) { " + write + " }"))
                    .as(write)
                    .containsExactly(STALE);
        }
    }

    @Test
    void aChainThatIsOnlyBegun_writesNothing_norDoesAMethodOfTheApplicationByItsName() {
        assertThat(found(LABELS, """
                @PutMapping("/o") void put(Long id) { service.lambdaUpdate().set(Option::getLabel, "x"); service.removeUnused(id); plains.deleteById(id); }
                """)).isEmpty();
    }

    private static final String ADDING =
            "@PutMapping(\"/o\") void put(Option option) { batches.storeAll(List.of(option)); }";

    @Test
    void aNewRow_changesWhatComesFirst() {
        assertThat(found(LATEST, ADDING)).containsExactly(STALE);
    }

    @Test
    void aNewRow_leavesWhatIsFoundByItsKeyAlone() {
        assertThat(found(LABELS, ADDING)).isEmpty();
    }
}
