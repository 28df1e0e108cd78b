//! The Tag Manager, from the first container to its end: by API with a token.

use e2e::connected::Connected;

use crate::content::id;
use crate::ledger::Ledger;

pub fn by_token(log: &Connected, ledger: &mut Ledger) {
    let matomo = &log.matomo;
    if !matomo.has_plugin("TagManager") {
        return ledger.skip("Tag Manager");
    }
    let (admin, site) = (matomo.admin.login.clone(), matomo.site.to_string());
    let name = format!("Covered container {}", matomo.suffix);
    let container =
        id(&matomo
            .must("TagManager.addContainer", &[("idSite", &site), ("context", "web"), ("name", &name)]));
    ledger.did("add a container", "token", &admin, "tagmanager.container.created", &name);
    let here = [("idSite", site.as_str()), ("idContainer", container.as_str())];
    let call = |method: &str, more: &[(&str, &str)]| {
        matomo.must(&format!("TagManager.{method}"), &[&here[..], more].concat())
    };
    let draft =
        matomo.api(&matomo.admin, "TagManager.getContainer", &here).json()["draft"]["idcontainerversion"]
            .clone();
    let draft = id(&draft);
    let version = ("idContainerVersion", draft.as_str());
    call("updateContainer", &[("name", &name), ("description", "Changed")]);
    ledger
        .did("change a container", "token", &admin, "tagmanager.container.updated", &name)
        .fields(&["description"]);

    let trigger_about = [version, ("type", "PageView"), ("name", "Covered trigger")];
    let trigger = id(&call("addContainerTrigger", &trigger_about));
    ledger.did("add a trigger", "token", &admin, "tagmanager.trigger.created", "Covered trigger");
    call("updateContainerTrigger", &[version, ("idTrigger", &trigger), ("name", "Covered trigger 2")]);
    ledger
        .did("change a trigger", "token", &admin, "tagmanager.trigger.updated", "Covered trigger 2")
        .fields(&["name"]);

    let html = ("parameters[customHtml]", "<script>console.log('covered')</script>");
    let position = ("parameters[htmlPosition]", "bodyEnd");
    let fires = ("fireTriggerIds[0]", trigger.as_str());
    let tag = id(&call(
        "addContainerTag",
        &[version, ("type", "CustomHtml"), ("name", "Covered tag"), html, position, fires],
    ));
    ledger.did("add a tag", "token", &admin, "tagmanager.tag.created", "Covered tag");
    call("updateContainerTag", &[version, ("idTag", &tag), ("name", "Covered tag 2"), html, position, fires]);
    ledger.did("change a tag", "token", &admin, "tagmanager.tag.updated", "Covered tag 2").fields(&["name"]);
    call("pauseContainerTag", &[version, ("idTag", &tag)]);
    ledger.did("pause a tag", "token", &admin, "tagmanager.tag.paused", "Covered tag 2").fields(&["status"]);
    call("resumeContainerTag", &[version, ("idTag", &tag)]);
    ledger
        .did("resume a tag", "token", &admin, "tagmanager.tag.resumed", "Covered tag 2")
        .fields(&["status"]);

    let constant = ("parameters[constantValue]", "covered");
    let variable = id(&call(
        "addContainerVariable",
        &[version, ("type", "Constant"), ("name", "Covered variable"), constant],
    ));
    ledger.did("add a variable", "token", &admin, "tagmanager.variable.created", "Covered variable");
    call(
        "updateContainerVariable",
        &[version, ("idVariable", &variable), ("name", "Covered variable 2"), constant],
    );
    ledger
        .did("change a variable", "token", &admin, "tagmanager.variable.updated", "Covered variable 2")
        .fields(&["name"]);

    let made = id(&call("createContainerVersion", &[("name", "Covered 1")]));
    ledger.did("make a version", "token", &admin, "tagmanager.version.created", "Covered 1");
    let made = ("idContainerVersion", made.as_str());
    call("updateContainerVersion", &[made, ("name", "Covered 1a")]);
    ledger
        .did("rename a version", "token", &admin, "tagmanager.version.updated", "Covered 1a")
        .fields(&["name"]);
    call("publishContainerVersion", &[made, ("environment", "live")]);
    ledger.did("publish a version", "token", &admin, "tagmanager.version.published", "");
    let exported = matomo.api(&matomo.admin, "TagManager.exportContainerVersion", &here).json();
    ledger.did("export a version", "token", &admin, "tagmanager.version.exported", "");
    let exported = exported.to_string();
    call(
        "importContainerVersion",
        &[("exportedContainerVersion", &exported), ("backupName", "Covered backup")],
    );
    ledger.did("import a version", "token", &admin, "tagmanager.version.imported", "");
    call("enablePreviewMode", &[]);
    ledger.did("switch preview on", "token", &admin, "tagmanager.preview.enabled", "");
    call("disablePreviewMode", &[]);
    ledger.did("switch preview off", "token", &admin, "tagmanager.preview.disabled", "");
    matomo.must("TagManager.changeDebugUrl", &[("idSite", &site), ("url", "https://e2e.example.org/debug")]);
    ledger.did("change the preview URL", "token", &admin, "tagmanager.debug_url.changed", "");

    // The import replaced everything in the draft.
    let draft = matomo.api(&matomo.admin, "TagManager.getContainer", &here).json()["draft"].clone();
    let version = id(&draft["idcontainerversion"]);
    let version = ("idContainerVersion", version.as_str());
    let first = |list: &str, id_name: &str| {
        let things = matomo
            .api(&matomo.admin, &format!("TagManager.{list}"), &[&here[..], &[version]].concat())
            .json();
        id(&things[0][id_name])
    };
    call("deleteContainerTag", &[version, ("idTag", &first("getContainerTags", "idtag"))]);
    ledger.did("delete a tag", "token", &admin, "tagmanager.tag.deleted", "Covered tag 2");
    call("deleteContainerTrigger", &[version, ("idTrigger", &first("getContainerTriggers", "idtrigger"))]);
    ledger.did("delete a trigger", "token", &admin, "tagmanager.trigger.deleted", "Covered trigger 2");
    call(
        "deleteContainerVariable",
        &[version, ("idVariable", &first("getContainerVariables", "idvariable"))],
    );
    ledger.did("delete a variable", "token", &admin, "tagmanager.variable.deleted", "Covered variable 2");
    // A published version cannot be deleted.
    let second = id(&call("createContainerVersion", &[("name", "Covered 2")]));
    ledger.did("make another version", "token", &admin, "tagmanager.version.created", "Covered 2");
    call("deleteContainerVersion", &[("idContainerVersion", &second)]);
    ledger.did("delete a version", "token", &admin, "tagmanager.version.deleted", "Covered 2");
    call("deleteContainer", &[]);
    ledger.did("delete a container", "token", &admin, "tagmanager.container.deleted", &name);
}
