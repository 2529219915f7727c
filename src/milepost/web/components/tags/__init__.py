"""The tags of the design system, built into every template: no `{% load %}` is needed.

All arguments are keyword-only but for the first of a few short ones; a wrong or missing argument fails when the template
is compiled. Values (`Stone`, `UnitWall`, `Reason`, `Entry`, `Filter`, `Crumb`, `Choice`) come from `milepost.web.components`.
States are "met", "claimed", "redo", "doubt", "open" or their letters m c r d o. Text is escaped unless it is safe already.

Page (`page.py`)
    {% icon "check" tone="ok" large=False %}                      inline line icon, aria-hidden, beside a word; tone ok|no|hm|cl
    {% trail crumbs=page.trail %}                                 list of Crumb or (label, href)
    {% head title=page.title lead=page.lead trail=page.trail %}acts{% endhead %}
    {% sign kicker="…" title="…" act="…" href=url also="…" also_href=url post=False %}reason{% endsign %}    once a page
    {% act "Add evidence" href=url icon="plus" kind="secondary" small=False why=reason_or_None %}            a link
    {% act "Hand in 2 claims" name="act" value="hand_in" %}       without href: a submit button of the form around it
    {% act "Take it back" post=url kind="warning" name="…" value="…" %}                                      a form of its own
        kind: primary, secondary, warning, quiet. `why` draws the refused act: focusable, dashed, the sentence beside it.
    {% note "good" fact="Handed in." %}text{% endnote %}          kind good|info|warn|stop|redo
    {% banner %}text{% endbanner %}   {% dock status="Kept at 08:14" %}acts{% enddock %}
    {% empty title="No evidence yet" act="Add the first" href=url icon="road-bend" %}what it will hold{% endempty %}
    {% tag "Signed off" kind="met" icon="check" %}                kind ""|met|good|claim|warn|stop|line
    {% here %}   {% face "Asif" small=False %}   {% count 3 %}   {% logo %}
    {% clock "soon" text="today 17:00" share=85 due=datetime %}   state ok|soon|broken|paused|kept
    {% when moment %}   {% when moment short=True %}              "today 17:00" in <time datetime>
    {% scan link label="…" %}                                     a code for a phone to read
    {% timeline entries=page.entries %}   or   {% timeline_of %}<li>…{% entry who="Asif" when=dt key=True %}text{% endentry %}{% endtimeline_of %}

Progress (`progress.py`)
    {% road stones=page.stones flat=True %}
    {% truths signed=26 evidenced=64 time=72 %}                   whole percent; `note` adds words after "evidenced"
    {% counts met=6 shown=8 open=7 %}                             the same bar in numbers of criteria
    {% credits parts=list_of_(amount,kind) whole=42 label="…" %}  kind met|claim|warn|stop
    {% meter 61 label="61 percent sent" %}                        one share, for an upload
    {% wall units=page.units current="B11" level=3 %}             every criterion at a glance
    {% legend met=84 claimed=24 redo=2 doubt=1 open=61 %}         what the cells mean, with counts (None: words only)
    {% cell number="1.1" state="met" %}
    {% sky cells=progress.cells sizes=list_of_int label="…" %}    skyline of one learner; or cells=list of strings, one a unit
    {% skykey %}

Work (`work.py`)
    {% outcome number="1" title="…" note="5 of 7 met" id="o1" %}
    {% criterion number="2.3" text="…" state="redo" id="c-2.3" %}claims, reason, act{% endcriterion %}   inside <ul>
    {% claim "E9" locator="03:25 to 04:10" state="claimed" href=url kind="audio" %}
    {% evidence title="…" href=url kind="pdf" facts="…" state="handed_in" picture=url progress=61 %}claims{% endevidence %}
        kind pdf|text|sheet|mail|image|audio|video|link|in_situ|archive|file; state arrived|sending|draft|handed_in|in_situ|met|redo|doubt|withdrawn|""
    {% verdict number="3.4" text="…" claims=list_of_(label,locator,href,kind) now=False id="v-3.4" %}judge, feedback{% endverdict %}  inside <ul>
    {% judge name="v1" legend="Your judgement on 3.4" value="met" choices=None %}   default Met / Not yet / Ask at the visit
    {% gate title="…" is_open=False reasons=page.reasons level=2 id="gate" %}more{% endgate %}           Reason, str or (text, href)
    {% rules reasons=list_of_Reason %}                            the list alone, as on the choice of units
    {% pick kinds=list_of_(label,icon,href,current) label="Kind" %}

Lists (`lists.py`)
    {% rows columns=list_of_(label,kind,href) caption="…" %}<tr>…{% endrows %}   kind ""|"r"; cells carry data-label; cards below 768
    {% filters links=page.filters search="Find a learner" name="q" value=page.q %}
    {% pages page=page_object name="page" %}

Charts (`charts.py`), each beside its table
    {% columns parts=list_of_Column goal=95 label="the finding, as a sentence" %}    shares of a hundred, month by month
    {% before_after parts=list_of_Bar label="the finding, as a sentence" %}          one measure: before, again, wanted
    {% fan fan=Fan label="the finding, as a sentence" %}                             a share so far, and where it leads

Forms (`forms.py`), in govuk-frontend's markup
    {% error_summary form %}   {% field form.title hint="…" width=10 %}   {% form_fields form %}
        a choice's label may carry a `hint` attribute; hint="" hides the form's own; small, inline, heading, hide_label, rows, label
    <form {% keeps "statement/UUID" %}>                            what is typed is kept as a draft (load milepost/draft.js in block scripts)
    {% uploader id="file" place="evidence" label="Add a file" name="files" several=True records=False %}
        plain file input `files` without JavaScript; with it each file travels by tus and arrives as `upload` = its UUID
        (load tus.min.js and milepost/upload.js in block scripts); records=True also takes sound (milepost/record.js)
    In a workbench, <form data-judging> with `verdict` and `judge` inside listens to J K M N V U (milepost/judge.js).
"""

from django.template import Library

from milepost.web.components.tags import charts, forms, lists, page, progress, work

register = Library()
for _part in (page, progress, work, lists, charts, forms):
    register.tags.update(_part.register.tags)
    register.filters.update(_part.register.filters)
