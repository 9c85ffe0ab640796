//! `scholion build`: a page for every article, the widget and what the articles name beside them.
//!
//! What is in the output folder depends on the inputs and the options alone. A run that is ended
//! before its time leaves whole files, and the next one goes on from there:
//!
//! 1. `inputs` finds the files, `plan` says which page each becomes;
//! 2. `article` reads and writes, on all cores, and leaves out what `manifest` knows as unchanged;
//! 3. files that the articles name (`local`) are copied, the list of pages is written;
//! 4. what no page links any more is removed, and the manifest is written.

mod article;
mod assets;
pub(super) mod local;
mod manifest;
mod plan;
mod summary;
mod write;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use scholion::parse::Limits;
use scholion::render::{self, Collapse, ElementOptions, Frame, Listed, Outward};

use super::inputs;
use super::{CLEAN, FAILED, FINDINGS, print};
use article::{Outcome, is_foreign};
use assets::Widget;
use manifest::{Entry, Manifest, hash, records};
use plan::{Job, Plan, Shard, Sources};
use summary::Summary;
use write::Writer;

#[derive(Debug, clap::Args)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own"
)]
pub(super) struct Arguments {
    /// Articles, folders of articles, patterns such as 'papers/**/*.md'
    #[arg(value_name = "ARTICLE", required = true)]
    articles: Vec<PathBuf>,
    /// The folder for the pages
    #[arg(long, short, value_name = "FOLDER")]
    output: PathBuf,
    /// Where the widget's files are, instead of beside the pages: an address, or a path from the
    /// output folder
    #[arg(long, value_name = "ADDRESS")]
    assets: Option<String>,
    /// The address under which the folder will be served: pages then say their own
    #[arg(long, value_name = "URL", value_parser = web_address)]
    base_url: Option<String>,
    /// The name of the site
    #[arg(long, value_name = "NAME")]
    site_name: Option<String>,
    /// A style sheet of your own for every page: an address, or a path from the output folder;
    /// several may be given
    #[arg(long, value_name = "ADDRESS")]
    style: Vec<String>,
    /// A file of HTML for the end of every page's head
    #[arg(long, value_name = "FILE")]
    include_in_header: Option<PathBuf>,
    /// A file of HTML before every article; `$root$` in it is the way to the output folder
    #[arg(long, value_name = "FILE")]
    include_before_body: Option<PathBuf>,
    /// A file of HTML behind every article
    #[arg(long, value_name = "FILE")]
    include_after_body: Option<PathBuf>,
    /// A bibliography (BibTeX, CSL-JSON or RIS) with references that the articles cite; several
    /// may be given
    #[arg(long, value_name = "FILE")]
    bibliography: Vec<PathBuf>,
    /// How much of an article is read, as in "read=8000000 sections=20000"; see docs/security.md
    #[arg(long, value_name = "LIMITS")]
    limits: Option<Limits>,
    /// What is closed at first
    #[arg(long, value_enum, default_value_t = Closed::None)]
    collapse: Closed,
    /// The level of the title's heading
    #[arg(long, value_name = "LEVEL", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=6))]
    heading_level: u8,
    /// The language of Scholion's own words, as a BCP 47 tag; that of each article otherwise
    #[arg(long, value_name = "TAG")]
    ui_lang: Option<String>,
    /// Without the list of sections
    #[arg(long)]
    no_contents: bool,
    /// Without the controls above the list of references and under the byline
    #[arg(long)]
    no_tools: bool,
    /// Without the line that shows how much has been read
    #[arg(long)]
    no_progress: bool,
    /// What readers have open, and where they are, is remembered until the tab or until the
    /// site's data goes
    #[arg(long, value_enum, value_name = "HOW LONG")]
    persist: Option<Persist>,
    /// Light or dark, whatever the reader's system is
    #[arg(long, value_enum)]
    theme: Option<Theme>,
    /// What links to elsewhere say by `rel`, as in "nofollow ugc"
    #[arg(long, value_name = "WORDS")]
    link_rel: Option<String>,
    /// The referrer policy of links and pictures, as in no-referrer; the page's own without this
    #[arg(long, value_name = "POLICY", value_parser = referrer_policy)]
    referrer_policy: Option<String>,
    /// No page that lists the others
    #[arg(long)]
    no_index: bool,
    /// Only a part of the work, as in 1/4: other machines do the others
    #[arg(long, value_name = "NUMBER/OF", value_parser = Shard::parse)]
    shard: Option<Shard>,
    /// How many articles are worked on at once; as many as there are cores without this
    #[arg(long, short, value_name = "NUMBER")]
    jobs: Option<usize>,
    /// Builds what has not changed too, and writes over pages that somebody else has made
    #[arg(long)]
    force: bool,
}

/// The values of the attribute `collapse`.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Closed {
    /// Nothing
    None,
    /// Every section and box
    All,
    /// Every section and box after the first section
    AfterFirst,
    /// Boxes
    Boxes,
}

/// The values of the attribute `persist`.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Persist {
    /// Until the tab is closed
    Session,
    /// Until the site's data is removed
    Local,
}

/// The values of the attribute `theme`.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Theme {
    /// Light
    Light,
    /// Dark
    Dark,
}

fn web_address(text: &str) -> Result<String, String> {
    if text.starts_with("https://") || text.starts_with("http://") {
        Ok(text.to_owned())
    } else {
        Err("it begins with https:// or http://".to_owned())
    }
}

fn referrer_policy(text: &str) -> Result<String, String> {
    if Outward::POLICIES.contains(&text) {
        Ok(text.to_owned())
    } else {
        Err(format!("there are: {}", Outward::POLICIES.join(", ")))
    }
}

impl Arguments {
    /// What the element's attributes say.
    fn element(&self) -> ElementOptions<'_> {
        ElementOptions {
            collapse: match self.collapse {
                Closed::None => Collapse::None,
                Closed::All => Collapse::All,
                Closed::AfterFirst => Collapse::AfterFirst,
                Closed::Boxes => Collapse::Boxes,
            },
            heading_level: usize::from(self.heading_level),
            contents: !self.no_contents,
            tools: !self.no_tools,
            progress: !self.no_progress,
            persist: self.persist.map(|persist| match persist {
                Persist::Session => "session",
                Persist::Local => "local",
            }),
            theme: self.theme.map(|theme| match theme {
                Theme::Light => "light",
                Theme::Dark => "dark",
            }),
            ui_language: self.ui_lang.as_deref(),
            outward: Outward {
                rel: self.link_rel.as_deref().unwrap_or_default(),
                referrer_policy: self.referrer_policy.as_deref().unwrap_or_default(),
            },
            ..ElementOptions::default()
        }
    }

    /// The addresses of the publisher's style sheets from a page that stands so many folders deep.
    fn styles(&self, depth: usize) -> Vec<String> {
        self.style
            .iter()
            .map(|address| {
                if assets::is_path(address) {
                    "../".repeat(depth) + address
                } else {
                    address.clone()
                }
            })
            .collect()
    }

    /// What stands around every article: in the head, before it, behind it.
    fn around(&self) -> Result<[String; 3], String> {
        let read = |file: &Option<PathBuf>| match file {
            Some(path) => {
                fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
            }
            None => Ok(String::new()),
        };
        Ok([
            read(&self.include_in_header)?,
            read(&self.include_before_body)?,
            read(&self.include_after_body)?,
        ])
    }

    /// Everything but the article that decides how a page looks, as a hash.
    fn key(&self, widget: &Widget) -> Result<String, String> {
        let mut works = Vec::new();
        for path in &self.bibliography {
            let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
            works.push(hash(&[&bytes]));
        }
        let said = format!(
            "{:?}",
            (
                env!("CARGO_PKG_VERSION"),
                widget.mark(),
                self.element(),
                (&self.base_url, &self.site_name, &self.style),
                self.around()?,
                works,
                self.limits,
            )
        );
        Ok(hash(&[said.as_bytes()]))
    }
}

/// What all pages of a run have in common.
struct Site<'a> {
    arguments: &'a Arguments,
    widget: Widget,
    writer: Writer,
    /// What earlier runs have built.
    earlier: Manifest,
    /// Everything but the article that decides how a page looks.
    key: String,
    /// The publisher's own HTML in the head, before every article and behind it.
    around: [String; 3],
    sources: Sources,
}

/// What stands around an article, as a page takes it.
fn frame([head, before, after]: &[String; 3]) -> Frame<'_> {
    Frame {
        head,
        before,
        after,
    }
}

/// Stands in a publisher's HTML for the way from a page to the output folder.
const ROOT: &str = "$root$";

/// The page that lists the others.
const INDEX: &str = "index.html";

/// How often the record is written meanwhile, so that a run that is ended has not been for nothing.
const RECORDED: Duration = Duration::from_secs(10);

pub(super) fn run(arguments: &Arguments) -> Result<u8, String> {
    let output = &arguments.output;
    let widget = Widget::new(arguments.assets.as_deref())?;
    let mut plan = Plan::of(
        inputs::find(&arguments.articles, Some(output))?,
        arguments.shard,
    )?;
    if plan.jobs.is_empty() && arguments.shard.is_none() {
        return Err("there is no article among these".to_owned());
    }
    let part = arguments.shard.map(Shard::name);
    fs::create_dir_all(output).map_err(|error| format!("{}: {error}", output.display()))?;
    let _lock = lock(arguments)?;
    write::clean(output, part.as_deref())?;
    let site = Site {
        key: arguments.key(&widget)?,
        around: arguments.around()?,
        sources: std::mem::take(&mut plan.sources),
        widget,
        writer: Writer::new(part.as_deref().unwrap_or("all")),
        earlier: Manifest::read(output),
        arguments,
    };
    let threads = rayon::ThreadPoolBuilder::new()
        .num_threads(arguments.jobs.unwrap_or_default())
        .build()
        .map_err(|error| error.to_string())?;
    let mut summary = threads.install(|| site.build(plan))?;
    summary.unheld = !site.widget.is_held();
    print(&summary.text(&output.display().to_string()))?;
    Ok(
        match (summary.failed.len(), summary.built + summary.unchanged) {
            (0, _) => CLEAN,
            (_, 0) => FAILED,
            _ => FINDINGS,
        },
    )
}

/// Keeps other runs out of the output folder, as long as this one goes on: all of them, or where
/// only a part of the work is done those that do all of it. Where a system cannot do that, nobody
/// is kept out.
fn lock(arguments: &Arguments) -> Result<Option<File>, String> {
    let Ok(folder) = File::open(&arguments.output) else {
        return Ok(None);
    };
    let locked = match arguments.shard {
        Some(_) => folder.try_lock_shared(),
        None => folder.try_lock(),
    };
    match locked {
        Err(TryLockError::WouldBlock) => Err(format!(
            "{}: another build is writing there",
            arguments.output.display()
        )),
        Err(TryLockError::Error(_)) => Ok(None),
        Ok(()) => Ok(Some(folder)),
    }
}

impl Site<'_> {
    /// Does the whole work.
    fn build(&self, plan: Plan) -> Result<Summary, String> {
        let output = &self.arguments.output;
        // First the widget: no page is ever there without it.
        self.widget.write(output, &self.writer)?;
        let outcomes = self.pages(&plan.jobs)?;
        let mut summary = Summary {
            aside: plan.aside,
            ..Summary::default()
        };
        let mut made = Vec::new();
        for (job, outcome) in plan.jobs.iter().zip(outcomes) {
            match outcome {
                Ok(outcome) => made.push((job, outcome)),
                Err(reason) => summary
                    .failed
                    .push((job.found.path.display().to_string(), reason)),
            }
        }
        self.files(&made, &mut summary)?;
        for (_, outcome) in &made {
            match outcome {
                Outcome::Built(_) => summary.built += 1,
                Outcome::Unchanged(_) => summary.unchanged += 1,
            }
            summary.errors += outcome.entry().errors;
            summary.warnings += outcome.entry().warnings;
        }
        let mut manifest = self.kept();
        for (job, outcome) in &made {
            let entry = outcome.entry().clone();
            manifest.pages.insert(job.page.clone(), entry);
        }
        manifest.pages.retain(|page, _| output.join(page).is_file());
        self.index(&manifest, &mut summary)?;
        self.finish(&manifest)?;
        Ok(summary)
    }

    /// Every article on its way to its page, on all cores. The record is written now and then.
    fn pages(&self, jobs: &[Job]) -> Result<Vec<Result<Outcome, String>>, String> {
        let bar = ProgressBar::new(jobs.len() as u64);
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {eta} {wide_msg}") {
            bar.set_style(style);
        }
        let recorded = Mutex::new((self.kept(), Instant::now()));
        let outcomes = jobs
            .par_iter()
            .map(|job| {
                let outcome = self.article(job);
                bar.set_message(job.page.clone());
                bar.inc(1);
                if let Ok(outcome) = &outcome
                    && let Ok(mut recorded) = recorded.lock()
                {
                    let (manifest, last) = &mut *recorded;
                    manifest
                        .pages
                        .insert(job.page.clone(), outcome.entry().clone());
                    if last.elapsed() > RECORDED {
                        self.record(manifest)?;
                        *last = Instant::now();
                    }
                }
                Ok(outcome)
            })
            .collect();
        bar.finish_and_clear();
        outcomes
    }

    /// What this run's record says of earlier runs: of all of them, or where only a part of the
    /// work is done of those that did that part.
    fn kept(&self) -> Manifest {
        let pages = self.earlier.pages.iter();
        let part = self.arguments.shard;
        let pages = pages.filter(|(page, _)| part.is_none_or(|part| part.has(page)));
        Manifest {
            pages: pages
                .map(|(page, entry)| (page.clone(), entry.clone()))
                .collect(),
        }
    }

    fn record(&self, manifest: &Manifest) -> Result<(), String> {
        let part = self.arguments.shard.map(Shard::name);
        let path = self.arguments.output.join(Manifest::name(part.as_deref()));
        self.writer.put(&path, &manifest.text()?)
    }

    /// Copies the files that the articles name to the same places beside their pages.
    fn files(&self, made: &[(&Job, Outcome)], summary: &mut Summary) -> Result<(), String> {
        let pages: BTreeSet<&str> = made.iter().map(|(job, _)| job.page.as_str()).collect();
        let mut targets: BTreeMap<&str, (PathBuf, &Job)> = BTreeMap::new();
        for (job, outcome) in made {
            let mut missing = Vec::new();
            for file in &outcome.entry().files {
                // A link to a page that is built leads there.
                if pages.contains(file.as_str()) {
                    continue;
                }
                let name = || job.found.path.display().to_string();
                let Some(real) = local::inside(&job.found.root, file) else {
                    missing.push(file.clone());
                    continue;
                };
                if file.starts_with(assets::FOLDER) {
                    let reason = format!("{file} would be the widget's place");
                    summary.failed.push((name(), reason));
                    continue;
                }
                let (there, other) = targets.entry(file).or_insert_with(|| (real.clone(), job));
                if *there != real && fs::read(&*there).ok() != fs::read(&real).ok() {
                    let other = other.found.path.display();
                    let reason = format!("{other} names another file that would be {file}");
                    summary.failed.push((name(), reason));
                }
            }
            if !missing.is_empty() {
                let name = job.found.path.display().to_string();
                summary.missing.push((name, missing));
            }
        }
        summary.files = targets.len();
        targets.into_par_iter().try_for_each(|(place, (real, _))| {
            let target = self.arguments.output.join(place);
            let same = target.canonicalize().is_ok_and(|target| target == real);
            if same {
                return Ok(());
            }
            let bytes = fs::read(&real).map_err(|error| format!("{}: {error}", real.display()))?;
            self.writer.put(&target, &bytes)
        })
    }

    /// Writes the page that lists the others, where there are several and none of them stands in
    /// its place. Those of earlier runs are among them: who builds one article again wants the
    /// list to stay.
    fn index(&self, manifest: &Manifest, summary: &mut Summary) -> Result<(), String> {
        let arguments = self.arguments;
        let pages = &manifest.pages;
        let wanted = !arguments.no_index && arguments.shard.is_none() && pages.len() > 1;
        if !wanted || pages.contains_key(INDEX) {
            return Ok(());
        }
        let path = arguments.output.join(INDEX);
        if !arguments.force && is_foreign(&path) {
            let reason = "it is no page of ours; --force writes over it".to_owned();
            summary.failed.push((path.display().to_string(), reason));
            return Ok(());
        }
        let addresses: Vec<String> = pages
            .keys()
            .map(|page| render::page_address(page))
            .collect();
        let listed: Vec<Listed<'_>> = pages
            .values()
            .zip(&addresses)
            .map(|(entry, address)| Listed {
                address,
                title: &entry.title,
                language: entry.language.as_deref(),
            })
            .collect();
        let folder = arguments.output.canonicalize().ok();
        let folder = folder.as_ref().and_then(|path| path.file_name()?.to_str());
        let title = arguments.site_name.as_deref().or(folder);
        let page = render::listing(
            title.unwrap_or(INDEX),
            &listed,
            &arguments.styles(0),
            frame(&self.around(0)),
        );
        self.writer.put(&path, page.as_bytes())
    }

    /// Removes what no page links any more, and writes the record, which is the last thing that a
    /// run does.
    fn finish(&self, manifest: &Manifest) -> Result<(), String> {
        let output = &self.arguments.output;
        let versions = |manifest: &Manifest| -> BTreeSet<String> {
            let entries = manifest.pages.values();
            entries
                .filter_map(|entry: &Entry| entry.widget.clone())
                .collect()
        };
        let mut used = versions(manifest);
        if self.arguments.shard.is_some() {
            used.extend(versions(&Manifest::read(output)));
        }
        for version in versions(&self.earlier).difference(&used) {
            assets::remove(output, version)?;
        }
        self.record(manifest)?;
        if self.arguments.shard.is_none() {
            let own = output.join(Manifest::name(None));
            for other in records(output).into_iter().filter(|path| *path != own) {
                fs::remove_file(&other).map_err(|error| format!("{}: {error}", other.display()))?;
            }
        }
        Ok(())
    }

    /// The publisher's own HTML for a page that stands so many folders deep.
    fn around(&self, depth: usize) -> [String; 3] {
        let root = "../".repeat(depth);
        self.around.each_ref().map(|html| html.replace(ROOT, &root))
    }

    /// The address under which a page will be served.
    fn address(&self, page: &str) -> Option<String> {
        let base = self.arguments.base_url.as_deref()?.trim_end_matches('/');
        Some(format!("{base}/{}", render::page_address(page)))
    }
}
