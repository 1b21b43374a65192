//! Settings: the plans that the ISP sells.

use axum::extract::State;
use axum::response::Response;
use care::Problem;
use care::access::{Permit, may};
use care::db::PlanId;
use care::plan::{self, Plan, Tier};
use care::words::{Say, Words};
use serde::Deserialize;
use uuid::Uuid;

use crate::app::App;
use crate::form::{Form, Path, Query};
use crate::frame::Reader;
use crate::may::May;
use crate::problem::Refusal;
use crate::staff::told::{Done, fields, input, is_for_the_form, whole};
use crate::staff::views::{Confirm, PlanForm, PlanRow, Plans};

#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    add: Option<String>,
}

/// The form as it is sent.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    name: String,
    down: String,
    up: String,
    /// Which version of the plan they saw.
    version: String,
}

impl Typed {
    fn of(plan: &Plan) -> Typed {
        let Tier { name, down, up } = &plan.tier;
        Typed {
            name: name.clone(),
            down: down.to_string(),
            up: up.to_string(),
            version: plan.version.to_string(),
        }
    }

    fn read(&self) -> Result<Tier, Problem> {
        Tier::parse(&self.name, &self.down, &self.up)
    }

    fn form(&self, action: String, problem: Option<&Problem>, w: Words) -> PlanForm {
        let wrong = problem.and_then(fields);
        PlanForm {
            action,
            name: input(&self.name, wrong, "name", w),
            down: input(&self.down, wrong, "down", w),
            up: input(&self.up, wrong, "up", w),
            version: self.version.clone(),
            problem: problem.and_then(|problem| whole(problem, w)),
        }
    }
}

/// Which form is open, and what is wrong with it.
struct Open<'a> {
    /// None: the one that adds a plan.
    plan: Option<PlanId>,
    typed: &'a Typed,
    problem: Option<&'a Problem>,
}

pub(crate) async fn page(
    May(permit): May<may::ManageSettings>,
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let empty = Typed::default();
    let open = asked.add.map(|_| Open { plan: None, typed: &empty, problem: None });
    let page = view(&permit, &app, &reader, open).await?;
    reader.show(&app, &page)
}

/// The same with the form of one plan.
pub(crate) async fn edit(
    May(permit): May<may::ManageSettings>,
    State(app): State<App>,
    Path((_, id)): Path<(String, Uuid)>,
    reader: Reader,
) -> Result<Response, Refusal> {
    let id = PlanId(id);
    let plan = plan::find(&mut permit.read(&app.db).await?, id).await?;
    let open = Open { plan: Some(id), typed: &Typed::of(&plan), problem: None };
    let page = view(&permit, &app, &reader, Some(open)).await?;
    reader.show(&app, &page)
}

async fn view(
    permit: &Permit<may::ManageSettings>,
    app: &App,
    reader: &Reader,
    open: Option<Open<'_>>,
) -> Result<Plans, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let href = format!("{}/settings/plans", staff.isp.path());
    let mut tx = permit.read(&app.db).await?;
    let plans = plan::list(&mut tx).await?;
    let chrome = reader.portal(&mut tx, staff, w.t("settings-plans"), "settings").await?;
    let (add, edit) = match open {
        Some(Open { plan: None, typed, problem }) => (Some(typed.form(href.clone(), problem, w)), None),
        Some(Open { plan: Some(id), typed, problem }) => {
            let mut form = typed.form(format!("{href}/{id}"), problem, w);
            // Who was told what it is now has seen that; who sent what cannot be used has seen nothing new.
            if let (Some(Problem::Conflict(_)), Some(now)) = (problem, plans.iter().find(|it| it.id == id)) {
                form.version = now.version.to_string();
            }
            (None, Some(form))
        }
        None => (None, None),
    };
    Ok(Plans {
        w,
        chrome,
        add_href: format!("{href}?add"),
        add,
        edit,
        rows: plans
            .into_iter()
            .map(|it| PlanRow {
                key: it.id.to_string(),
                edit: format!("{href}/{}", it.id),
                remove: format!("{href}/{}/removal", it.id),
                down: it.tier.down.to_string(),
                up: it.tier.up.to_string(),
                name: it.tier.name,
                customers: it.customers,
            })
            .collect(),
    })
}

pub(crate) async fn add(
    May(permit): May<may::ManageSettings>,
    State(app): State<App>,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Refusal> {
    let added = async {
        let tier = typed.read()?;
        let mut tx = permit.write(&app.db).await?;
        plan::add(&mut tx, &tier).await?;
        tx.commit().await
    };
    let done = added.await.map(|()| Done::new("plan-added").with(&typed.name));
    answer(&permit, (&app, &reader), done, (None, &typed)).await
}

pub(crate) async fn change(
    May(permit): May<may::ManageSettings>,
    State(app): State<App>,
    Path((_, id)): Path<(String, Uuid)>,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Refusal> {
    let id = PlanId(id);
    let changed = async {
        let tier = typed.read();
        let mut tx = permit.write(&app.db).await?;
        // Whether there is such a plan comes before what was typed.
        plan::find(&mut tx, id).await?;
        // A version that is no number was seen by nobody.
        let seen = typed.version.parse().unwrap_or_default();
        plan::change(&mut tx, id, seen, &tier?).await?;
        tx.commit().await
    };
    let done = changed.await.map(|()| Done::new("plan-changed").with(&typed.name));
    answer(&permit, (&app, &reader), done, (Some(id), &typed)).await
}

async fn answer(
    permit: &Permit<may::ManageSettings>,
    (app, reader): (&App, &Reader),
    done: Result<Done, Problem>,
    (plan, typed): (Option<PlanId>, &Typed),
) -> Result<Response, Refusal> {
    match done {
        Ok(done) => Ok(done.go(app, &format!("{}/settings/plans", permit.staff()?.isp.path()))),
        Err(problem) if is_for_the_form(&problem) => {
            let open = Open { plan, typed, problem: Some(&problem) };
            let page = view(permit, app, reader, Some(open)).await?;
            reader.show_again(app, &problem, &page)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Asks whether a plan is to go; one that customers have cannot.
pub(crate) async fn ask_removal(
    May(permit): May<may::ManageSettings>,
    State(app): State<App>,
    Path((_, id)): Path<(String, Uuid)>,
    reader: Reader,
) -> Result<Response, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let mut tx = permit.read(&app.db).await?;
    let plan = plan::find(&mut tx, PlanId(id)).await?;
    if plan.customers > 0 {
        return Err(Problem::Conflict(Say::new("plan-in-use").with("n", plan.customers)).into());
    }
    let href = format!("{}/settings/plans", staff.isp.path());
    let page = Confirm {
        w,
        chrome: reader.portal(&mut tx, staff, w.t("plan-remove-title"), "settings").await?,
        title: w.t("plan-remove-title"),
        text: vec![w.t1("plan-remove-text", "name", plan.tier.name)],
        action: format!("{href}/{id}/removal"),
        back: (href, w.t("settings-plans")),
        hidden: Vec::new(),
        label: w.t("delete"),
        danger: true,
    };
    reader.show(&app, &page)
}

pub(crate) async fn remove(
    May(permit): May<may::ManageSettings>,
    State(app): State<App>,
    Path((slug, id)): Path<(String, Uuid)>,
) -> Result<Response, Refusal> {
    let mut tx = permit.write(&app.db).await?;
    let tier = plan::remove(&mut tx, PlanId(id)).await?;
    tx.commit().await?;
    Ok(Done::new("plan-removed").with(tier.name).go(&app, &format!("/isps/{slug}/settings/plans")))
}
