package backend;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.*;

import java.time.Duration;
import java.util.List;
import java.util.Set;

class Times {
    RedisCacheConfiguration hour() {
        return RedisCacheConfiguration.defaultCacheConfig().entryTtl(Duration.ofHours(1));
    }
}

// Codes: the suffix of the key.

@Entity
class Code {
    @Id
    Long id;

    String name;
}

interface Codes extends JpaRepository<Code, Long> {
    List<Code> findByName(String name);
}

@Service
class CodeService {
    Codes codes;

    @Cacheable(value = "codes", key = "#name + 'CD'")
    public List<Code> named(String name) {
        return codes.findByName(name);
    }

    @CacheEvict(value = "codes", key = "#code.name + 'cv'")
    public void update(Code code) {
        codes.save(code);
    }
}

@RestController
class CodeController {
    CodeService service;

    @PutMapping("/codes/{id}")
    void change(Code code) {
        service.update(code);
    }
}

// Menus: one entry for each role, one constant evicted.

@Entity
class Menu {
    @Id
    Long id;

    String role;
}

interface Menus extends JpaRepository<Menu, Long> {
    List<Menu> findByRole(String role);
}

@Service
class MenuService {
    Menus menus;

    @Cacheable(value = "menus", key = "#role")
    public List<Menu> of(String role) {
        return menus.findByRole(role);
    }

    @CacheEvict(value = "menus", key = "'ALL'")
    public void add(String role) {
        Menu menu = new Menu();
        menu.role = role;
        menus.save(menu);
    }
}

@RestController
class MenuController {
    MenuService service;

    @PostMapping("/menus")
    void add(String role) {
        service.add(role);
    }
}

// Roles: what depends on them is cached by user.

@Entity
class Role {
    @Id
    Long id;

    String right;
}

@Entity
class Account {
    @Id
    Long id;

    String name;

    @ManyToMany
    Set<Role> roles;
}

interface Roles extends JpaRepository<Role, Long> {}

interface Accounts extends JpaRepository<Account, Long> {
    @Query("select r.right from Account a join a.roles r where a.name = :name")
    List<String> rights(String name);
}

@Service
class PermissionService {
    Accounts accounts;

    @Cacheable(value = "permissions", key = "#name")
    public List<String> rights(String name) {
        return accounts.rights(name);
    }

    @CacheEvict(value = "permissions", key = "#account.name")
    public void change(Account account) {
        accounts.save(account);
    }
}

@RestController
class RoleController {
    Roles roles;
    PermissionService permissions;

    @PutMapping("/roles/{id}")
    void change(Role role) {
        roles.save(role);
    }

    @PutMapping("/accounts/{id}")
    void change(Account account) {
        permissions.change(account);
    }
}

// Tenants: neither key nor allEntries.

@Entity
class Tenant {
    @Id
    Long id;
}

interface Tenants extends JpaRepository<Tenant, Long> {}

@RestController
class TenantController {
    Tenants tenants;

    @Cacheable("tenants")
    @GetMapping("/tenants")
    public List<Tenant> all() {
        return tenants.findAll();
    }

    @CacheEvict("tenants")
    @PutMapping("/tenants")
    public void change(Tenant tenant) {
        tenants.save(tenant);
    }

    @CacheEvict(value = "tenants", allEntries = true)
    @DeleteMapping("/tenants/{id}")
    public void delete(Long id) {
        tenants.deleteById(id);
    }
}

// Options: a name with a time to live.

@Entity
class Option {
    @Id
    Long id;
}

interface Options extends JpaRepository<Option, Long> {}

@Service
class OptionService {
    Options options;

    @Cacheable(value = "options#30m", key = "#id")
    public Option option(Long id) {
        return options.findById(id).orElseThrow();
    }

    @CacheEvict(value = "options", key = "#option.id")
    public void change(Option option) {
        options.save(option);
    }
}

@RestController
class OptionController {
    OptionService service;

    @PutMapping("/options/{id}")
    void change(Option option) {
        service.change(option);
    }
}

// Settings: one branch forgets.

@Entity
class Setting {
    @Id
    Long id;

    String code;
}

interface Settings extends JpaRepository<Setting, Long> {
    Setting findByCode(String code);
}

@Service
class SettingService {
    Settings settings;
    CacheManager caches;

    @Cacheable(value = "settings", key = "#code")
    public Setting of(String code) {
        return settings.findByCode(code);
    }

    public void change(Setting setting) {
        if (setting.id != null) {
            settings.save(setting);
            caches.getCache("settings").evict(setting.code);
        } else {
            Setting known = settings.findByCode(setting.code);
            settings.save(known);
        }
    }

    public void delete(Setting setting) {
        settings.delete(setting);
        if (caches.getCache("settings") != null) {
            caches.getCache("settings").evict(setting.code);
        }
    }
}

@RestController
class SettingController {
    SettingService service;

    @PutMapping("/settings")
    void change(Setting setting) {
        service.change(setting);
    }

    @DeleteMapping("/settings")
    void delete(Setting setting) {
        service.delete(setting);
    }
}

// Assets: a call past the proxy.

@Entity
class Asset {
    @Id
    Long id;

    Long owner;
}

interface Assets extends JpaRepository<Asset, Long> {}

@Service
class AssetService {
    Assets assets;

    @Cacheable(value = "assets", key = "#id")
    public Asset asset(Long id) {
        return assets.findById(id).orElseThrow();
    }

    @CacheEvict(value = "assets", key = "#asset.id")
    public void save(Asset asset) {
        assets.save(asset);
    }

    public void assign(Long id, Long owner) {
        Asset asset = assets.findById(id).orElseThrow();
        asset.owner = owner;
        save(asset);
    }
}

@RestController
class AssetController {
    AssetService service;

    @PutMapping("/assets/{id}")
    void save(Asset asset) {
        service.save(asset);
    }

    @PutMapping("/assets/{id}/assign")
    void assign(Long id, Long owner) {
        service.assign(id, owner);
    }
}

// Files: a key without the tenant.

class TenantHolder {
    static String getTenantId() {
        return "";
    }
}

@Entity
class StoredFile {
    @Id
    Long id;

    String tenant;
}

interface StoredFiles extends JpaRepository<StoredFile, Long> {
    List<StoredFile> findByTenant(String tenant);
}

@Service
class FileService {
    StoredFiles files;

    @Cacheable(value = "files", key = "#folder")
    public List<StoredFile> files(String folder) {
        return files.findByTenant(TenantHolder.getTenantId());
    }

    @CacheEvict(value = "files", allEntries = true)
    public void delete(Long id) {
        files.deleteById(id);
    }
}

@RestController
class FileController {
    FileService service;

    @DeleteMapping("/files/{id}")
    void delete(Long id) {
        service.delete(id);
    }
}
