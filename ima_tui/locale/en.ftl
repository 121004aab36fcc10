# Every word a user reads, in English. Plain words: what happened, why, and what to do next.
# Messages with plurals use Fluent's select expressions; everything else is plain text.

## Screens and bars

page-models = Models
page-create = Create
page-tasks = Tasks
page-history = History
page-compare = Compare
page-settings = Settings
profile-demo = demo
profile-live = live
bar-spent = { $points } this session
bar-waiting = { $count } queued
line-starting = starting
line-key = key refused
line-down = offline
too-small = Make the window a little larger: { $width }×{ $height } or more. Nothing is lost meanwhile.
terminal-encoding = Your locale says that this terminal shows { $encoding }; IMA TUI draws in UTF-8. If lines and signs look wrong, set LANG=C.UTF-8 and the terminal itself to UTF-8.
points = { $points } pts
as-of = as of { $time }
refreshing = asking for news…

## Numbers and times

duration-seconds = { $seconds } s
duration-minutes = { $minutes } min { $seconds } s
duration-hours = { $hours } h { $minutes } min
expected-time = { $low }–{ $high } s
expected-about = about { $time } s

## Task types

task-type-text_to_image = Text to image
task-type-image_to_image = Image to image
task-type-text_to_video = Text to video
task-type-image_to_video = Image to video
task-type-first_last_frame_to_video = First and last frame to video
task-type-reference_image_to_video = Reference to video
task-type-text_to_music = Text to music
task-type-text_to_speech = Text to speech

## States

state-queued = queued
state-uploading = uploading
state-verifying = verifying
state-sending = sending
state-running = running
state-taking_long = taking long
state-saving = saving
state-done = done
state-partial = partial
state-failed = failed
state-unconfirmed = unconfirmed
state-stopped = stopped

## Actions

action-go-models = Models
action-go-models-help = Browse all models with their prices
action-go-create = Create
action-go-create-help = Write a prompt and run it
action-go-tasks = Tasks
action-go-tasks-help = See what is running
action-go-history = History
action-go-history-help = See everything that ever ran
action-list-up = up
action-list-down = down
action-list-first = first row
action-list-last = last row
action-list-page-up = page up
action-list-page-down = page down
action-list-select = choose
action-use-model = use
action-use-model-help = Open Create with the model at the cursor
action-open-branch = unfold
action-open-branch-help = Unfold the branch at the cursor
action-close-branch = fold
action-close-branch-help = Fold the branch at the cursor
action-search-models = search
action-search-models-help = Search by name, alias, tag or ability, in English or Chinese
action-mark-model = mark
action-mark-model-help = Mark the model to compare it, four at most
action-compare-models = compare
action-compare-models-help = See the marked models side by side, and run one prompt on all
action-compare-run = run one prompt on all
action-compare-run-help = Write one prompt for all these models, with the price of each
action-compare-use = use
action-compare-use-help = Open Create with the model at the cursor
action-compare-right = next
action-compare-right-help = Go to the next model
action-compare-left = before
action-compare-left-help = Go to the model before
action-compare-remove = remove
action-compare-remove-help = Take the model at the cursor out of the comparison
action-compare-leave = back
action-compare-leave-help = Go back to the models; the marks stay
action-run-all = run on all
action-run-all-leave = leave field
action-favourite-model = favourite
action-favourite-model-help = Make the model a favourite, or none any more
action-prefer-model = my default
action-prefer-model-help = Use this model by default for its task type; again to clear that
action-models-table = table
action-models-table-help = All models of the task type as a table, and back
action-filter-media = media
action-filter-media-help = Only images, videos, music or speech, in turn
action-filter-favourites = favourites
action-filter-favourites-help = Only your favourites, and back
action-sort-models = sort
action-sort-models-help = As listed, by price, by time or by name, in turn
action-cheaper-model = cheaper
action-cheaper-model-help = Go to the cheaper model named in the detail
action-better-model = better
action-better-model-help = Go to the better model named in the detail
action-model-detail-down = detail down
action-model-detail-down-help = Read on in the detail
action-model-detail-up = detail up
action-model-detail-up-help = Go back up in the detail
action-clear-models = back
action-clear-models-help = Take back the search, the filters or the table
action-refresh-models = refresh
action-refresh-models-help = Ask for the newest models and prices
action-run = run
action-run-help = Run the form at the price shown
action-leave-field = leave field
action-leave-field-help = Leave the text field, then go back
action-advanced = advanced
action-advanced-help = Show or hide the advanced options
action-pick-model = model
action-pick-model-help = Find a model by typing a part of its name
action-editor = editor
action-editor-help = Write the prompt in your own editor
action-apply-chips = apply
action-apply-chips-help = Apply what was read from the prompt
action-presets = presets
action-presets-help = Fill in a preset, or the options of the last run
action-save-preset = keep as preset
action-save-preset-help = Keep what is filled in under a name
action-cheaper = cheaper model
action-cheaper-help = Use the cheaper model that is offered
action-browse = browse files
action-browse-help = Choose an input file from the disk
action-by-line = one prompt a line
action-by-line-help = Read the prompt as one, or as several, one a line
action-remove-input = take out
action-put-back-input = put back
action-input-up = earlier
action-input-down = later
action-new-task = new
action-new-task-help = Create another one
action-search-history = search
action-search-history-help = Search in prompts, models and tags
action-filter-history = filter
action-filter-history-help = Choose what is shown: kind, state, time, model, cost, stars
action-star = star
action-star-help = Mark it with a star, or take the star away
action-tags = tags
action-tags-help = File it under tags of your own
action-reuse = reuse
action-reuse-help = Fill Create with everything it was made with
action-history-view = pictures
action-history-view-help = Show pictures instead of the table, or the table again
action-show-spend = spend
action-show-spend-help = What was spent: by time and by model, with caps and times
action-export-history = export
action-export-history-help = Write what is shown to a file, as CSV or JSON
action-delete-task = delete
action-delete-task-help = Delete the record, its files, or both; it can be taken back
action-reveal-file = show file
action-reveal-file-help = Show the file in the file manager
action-fetch-again = fetch again
action-fetch-again-help = Fetch files that were not saved or are not there any more, while the service has them
action-history-media = media
action-history-media-help = Show only images, videos, music or speech
action-history-kind = state
action-history-kind-help = Show only what is done, failed, unconfirmed, stopped or not over
action-history-time = time
action-history-time-help = Show only today, the last 7 days or this month
action-history-starred = ★ only
action-history-starred-help = Show only what has a star
action-spend-period = by day, week, month
action-spend-period-help = Add up what was spent by day, week or month
action-tile-left = left
action-tile-left-help = Move to the picture at the left
action-tile-right = right
action-tile-right-help = Move to the picture at the right
action-open-file = open
action-open-file-help = Open the first saved file
action-settle = settle
action-settle-help = Settle what the task at the cursor asks of you
action-take-out = take out
action-take-out-help = Take it out of the queue, or stop watching it
action-queue-up = earlier
action-queue-up-help = Move it up in the queue
action-queue-down = later
action-queue-down-help = Move it down in the queue
action-pause-queue = pause
action-pause-queue-help = Let the queue stand still, or go on
action-search-tasks = search
action-search-tasks-help = Search in models and prompts
action-filter-state = which
action-filter-state-help = Show only what runs, waits, needs you, is done or failed
action-filter-state-back = which, backwards
action-filter-state-back-help = The same, the other way round
action-filter-task-media = media
action-filter-task-media-help = Show only images, videos, music or speech
action-fold-group = fold
action-fold-group-help = Fold the group at the cursor
action-unfold-group = unfold
action-unfold-group-help = Unfold the group at the cursor
action-use-as-input = use as input
action-use-as-input-help = Create something from this result
action-compare-results = compare
action-compare-results-help = See the results of one group side by side
action-save-as = save as
action-save-as-help = Save the result under another name
action-choose-right = next
action-choose-left = previous
action-pick-winner = winner ★
action-open-result = open
action-play-result = play
action-turn-result = next result
action-leave-results = back
action-turn-result-back = previous result
action-play = play
action-play-help = Play the sound or film, or stop it
action-copy-link = copy link
action-copy-link-help = Copy the address of the result
action-preview-mode = pictures
action-preview-mode-help = Draw pictures another way, or not at all
action-run-again = run again
action-run-again-help = Run the same once more, at the price of now
action-instead = instead
action-instead-help = Run a smaller one for less, or another model
action-next-media = next result
action-next-media-help = Look at the next result of the task
action-previous-media = previous result
action-previous-media-help = Look at the previous result of the task
action-undo = undo
action-undo-help = Take back what was done last
action-detail-down = detail down
action-detail-down-help = Read on in the detail
action-detail-up = detail up
action-detail-up-help = Go back up in the detail
action-back = back
action-back-help = Leave the search, the detail, then the filter
action-make-usual = make it my default
action-make-usual-help = Make the model in use the default of its task type
action-change-setting = change
action-change-setting-help = Change the setting at the cursor
action-next-setting = next value
action-next-setting-help = Take the next value there is
action-previous-setting = previous value
action-previous-setting-help = Take the value before
action-usual-setting = default
action-usual-setting-help = Take the setting out of the file, so that the default holds
action-test-key = test key
action-test-key-help = Ask IMA Studio whether it accepts the API key
action-forget-key = forget key
action-forget-key-help = Forget the API key where this program keeps it
action-leave-settings = back
action-leave-settings-help = Leave the field, then the settings
action-settings = settings
action-settings-help = Key, language, theme, limits and everything else that can be set
action-welcome = first start
action-welcome-help = Go through the questions of the first start again
action-forget-everything = forget everything
action-forget-everything-help = Delete all files that this program keeps, after naming them
action-start-app = start
action-try-demo = try the demo
action-look-around = without a key
action-help = help
action-help-help = Show the keys of this screen
action-palette = commands
action-put-aside = put aside
action-put-aside-help = Put IMA TUI aside for your shell, as it stands; fg brings it back
put-aside-not = There is no shell here to go back to.
action-leave = quit
action-leave-help = Leave; running tasks go on and are picked up again

## Models

models-heading =
    { $count ->
        [0] No models yet
        [one] 1 model
       *[other] { $count } models
    }
models-count =
    { $count ->
        [one] 1 model
       *[other] { $count } models
    }
models-skipped = ({ $count } could not be read)
models-hint = Choose a task type with { KEY("list-up") } { KEY("list-down") } and unfold it with { KEY("open-branch") }. { KEY("use-model") } on a model opens Create with it.
models-still-here = What is shown is from the last look.
models-try-again = Press { KEY("refresh-models") } to try again.
models-search = / name, alias, tag, ability
models-search-brief = / name, tag, ability
models-nothing = No model matches “{ $search }”. Try another word, in English or Chinese; { KEY("clear-models") } takes the search back.
models-nothing-filtered = Nothing matches the filters. { KEY("clear-models") } takes them back.
models-no-favourites = No favourites yet: { KEY("favourite-model") } makes the model at the cursor one. { KEY("clear-models") } goes back.
models-count-of = { $count } of { $total }
models-marked = { $count } of 4 marked
models-new = new
models-gone = no longer listed
models-gone-hint = { $model } is no longer listed: it can't be run any more. It cost { $points } points.
models-too-many = Four models can be compared at once. Unmark one with { KEY("mark-model") } first.
models-vanished = { $models } is no longer listed, so it is no longer marked.
models-favourite = { $model } is a favourite now.
models-no-favourite = { $model } is no favourite any more.
models-preferred = { $model } is now your default for { $kind }.
models-preferred-before = { $model } is now your default for { $kind }, in place of { $before }.
models-not-preferred = { $model } is no longer your default for { $kind }. { $now } is used.
models-not-saved = That could not be saved ({ $path }): it holds until you leave.
models-no-cheaper = No cheaper model is known for this.
models-no-better = No better model is known for this.
table-model = Model
table-price = Points
table-time = Time
table-turn = ← → other task types
lists-wait = IMA Studio asked for fewer calls: the lists are fetched in { $time } by themselves.
models-mark-first = Mark two to four models with { KEY("mark-model") }, then compare them with { KEY("compare-models") }.
compare-heading = { $count } models side by side
compare-kind = Task type
compare-first-price = As it starts
compare-yours = Yours
compare-tags = Tags
compare-notes = Good to know
compare-more = { $count } more
compare-same = What all have alike is dim.
run-all-title = One prompt on { $count } models
run-all-keys = { KEY("run-all") } runs. { KEY("run-all-leave") } leaves; what you typed stays.
run-all-inputs = Input media, one file or address a line; for the models that take any
run-all-queued = on its way
run-all-none = None of these can be run.
run-all-total = Run { $count } · { $points }
run-all-changed = A price has just changed: look at it again, then run.
run-all-done = { $count } tasks are on their way: press { KEY("go-tasks") } to watch them.
run-all-some = { $queued } of { $count } are on their way. What was not sent, and not charged, is still here.
filter-all = all
filter-image = image
filter-video = video
filter-music = music
filter-speech = speech
sort-by = sort: { $order }
sort-listed = as listed
sort-price = price ▲
sort-time = time ▲
sort-name = name ▲
loading-models = Asking for the models and their prices…
starting-demo = Starting the demo's own simulator…
starting-live = Connecting to IMA Studio…
detail-time = takes about { $time }
detail-time-yours = takes about { $time } (yours: { $yours })
detail-preferred = ♥ your default
detail-recommended = ★ recommended
detail-favourite = ♡ favourite
detail-new = New since the last look.
detail-changed = Changed: { $what } { $was } → { $now } { $sign }
detail-cheaper = Cheaper (<)
detail-better = Better (>)
detail-more-models = … and { $count } more: unfold it, or search
detail-price = Price (points)
detail-no-price = No price is listed: it can't be run.
detail-options = Options
detail-inputs = Input media
detail-free-text = your own text
inputs-none = none
inputs-exactly =
    { $count ->
        [one] exactly 1
       *[other] exactly { $count }
    }
inputs-range = { $least } to { $most }
inputs-references = Beside or instead of pictures: up to { $videos } videos and { $sounds } sounds
note-results = Each one paid for comes as { $count } results.
note-music-minutes = Its length can't be set: a song takes about 2 minutes. For more, make several and join them.
note-music-seconds = Its length can't be set: it makes about 30 seconds.
note-no-pitch = The pitch of a voice can't be set: choose another voice instead.
note-pictures-only = Only pictures work as input here, whatever the list says.

## Create

create-prompt = Prompt
create-prompt-hint = Say what you want to see or hear…
create-prompts-by-line = Prompts, one a line
prompt-by-line = one a line
prompt-as-one = as one prompt
prompt-keep = keep
create-prompts =
    { $count ->
        [one] 1 prompt
       *[other] { $count } prompts
    }
create-line = Line { $line }: { $why }
create-inputs = Input media ({ $count }): { $use }
inputs-of-text_to_image = none
inputs-of-text_to_video = none
inputs-of-text_to_music = none
inputs-of-text_to_speech = none
inputs-of-image_to_image = the picture that is changed
inputs-of-image_to_video = the film starts with this picture
inputs-of-first_last_frame_to_video = from the first picture to the last
inputs-of-reference_image_to_video = what is seen; the film does not start with it
inputs-hint = a file or an https address, ↵ adds it
inputs-browse = Browse… ^f
inputs-full = Every place is taken: { KEY("remove-input") } on an input takes it out first.
inputs-none-taken = This model takes no input media.
picker-title = Choose a file
picker-hint = type a part of its name, or a path
picker-note = ↵ takes it · → into a folder · ← out of it · esc takes none
picker-empty = No file here can be used. Folders may hold some.
picker-no-access = This folder can't be read: { $folder }
pick-hint = type to search
pick-note = ↑ ↓ choose · ↵ takes it · esc takes none
pick-nothing = Nothing has these words.
create-other = What was used there is no longer listed; { $model } stands in for it. Check the price.
chips-read = from your prompt: { $words } — { KEY("apply-chips") } applies
advice-history = ({ KEY("apply-chips") } shows History)
reference-how = Choose a result, then { KEY("use-as-input") } makes it an input. Your prompt stays on Create.
advice-key = ({ KEY("apply-chips") } takes the first)
chips-none = Nothing in your prompt can be applied.
usual-offer = Your usual model is { $usual }. Make { $model } the default? { KEY("leave-field") }, then { $key }
usual-kept = { $model } is the default for { $kind } now.
prefer-not-kept = Your usual model could not be written down; it counts until you leave.
cheaper-offer = cheaper: { $model }, { $points } ({ KEY("cheaper") })
cheaper-none = No cheaper model does the same.
pick-model = Choose a model
pick-free = ↑ ↓ choose · ↵ takes it, or what you typed where nothing is found · esc takes none
editor-none = There is no editor to write in: set EDITOR to the name of yours. Your text stays.
editor-missing = The editor { $editor } could not be started: check EDITOR. Your text stays.
editor-failed = The editor { $editor } ended with an error, so nothing was taken over. Your text stays.
editor-unreadable = What { $editor } left behind can't be read as text. Your text stays.
editor-terminal = An editor can't be opened in this terminal. Your text stays.
preset-title = Presets
preset-note = ↵ fills it in · esc closes · they are in { $folder }
preset-remove = remove
preset-put-back = bring back
preset-rename-it = rename
preset-none = There is no preset yet: { KEY("save-preset") } on Create keeps what is filled in.
preset-last = The options of the last run
preset-save-title = Keep this as a preset
preset-holds = It holds your prompt and the names of your inputs, on this machine only: { $folder }
preset-name-hint = a name for it
preset-save = Keep it
preset-saved = Kept as "{ $name }": { KEY("presets") } finds it again.
preset-removed = "{ $name }" is removed: ctrl+z brings it back.
preset-replace-title = There is a preset "{ $name }" already
preset-replace = Put this in its place
preset-rename-title = Another name for "{ $name }"
preset-rename = Rename it
preset-unwritable = It could not be written: check { $folder } (full, read-only?).
slot-empty = still free
slot-address = an address: the service fetches it
slot-uploaded = uploaded
slot-seconds = { $seconds } s
slot-megabytes = { $size } MB
slot-removed = Taken out. { KEY("put-back-input") } puts it back.
role-first_frame = First frame
role-last_frame = Last frame
role-reference = Reference
role-picture = Picture
role-video = Video
role-audio = Sound
create-why-preferred = ♥ your usual
create-why-recommended = ★ recommended
create-expected = expected { $time }
create-yours = yours { $time }
create-video-note = Videos take a while: Tasks shows how far they are.
create-no-models = No models yet: wait for the list, or press { KEY("go-models") } to see what stands in the way.
create-no-service = The service can't be used right now: press { KEY("leave-field") }, then { KEY("go-models") }, to see why. What you typed stays.
create-still-starting = Still connecting: run it in a moment. What you typed stays.
create-gone = { $model } is no longer listed, so it can't be run: choose another model. What you typed stays.
create-dropped = Not available on this model, so left out: { $names }
field-count = How many
field-count-help = how many results; each is paid for
help-range = { $least } to { $most }
help-characters = up to { $most } characters
field-empty = optional
field-range = from { $least } to { $most }, optional
field-recommended = ★ recommended: * takes it
field-list = list ▾
field-pick = ▾ { $value }
field-suggested = such as { $value } (→ completes)
field-not-with = not with { $other } { $value }
option-on = on
option-off = off
option-open = not set
form-advanced =
    { $count ->
        [one] ▸ 1 more option
       *[other] ▸ { $count } more options
    }
form-advanced-open = ▾ fewer options
run = Run
run-price = Run · { $points }
run-price-many = Run · { $factors } = { $points }
price-estimate = The price is an estimate: the list has none for exactly these options.
queued-batch = { $count } tasks are on their way: press { KEY("leave-field") }, then { KEY("go-tasks") } to watch them.
queued-some = { $queued } of { $count } are on their way. Not sent, and not charged: line { $lines }. { $why } What was not sent is still here.
queued-notice = { $model } is on its way: press { KEY("leave-field") }, then { KEY("go-tasks") } to watch it.
nothing-sent = Nothing was sent, nothing was charged. What you typed stays.

## Refusals: why something can't be created, and what can be chosen instead

refused-no_price = { $model } has no price, so it can't be run: choose another model.
refused-no_prompt = Write a prompt first.
refused-many_prompts = One run takes at most { $most } prompts: send them in several runs.
refused-long_prompt = The prompt has { $count } characters; at most { $most } can be sent. Shorten it.
refused-short_prompt = The prompt has { $count } characters; it needs at least { $least }.
refused-too_long = { $name }: { $count } characters, at most { $most }. Shorten it.
refused-too_short = { $name }: { $count } characters, at least { $least }.
refused-not_a_number = { $name }: "{ $value }" is not a number.
refused-out_of_range = { $name }: { $value } is not between { $least } and { $most }.
refused-conflict = { $name } { $value } does not go with { $other } { $held }: change one of them.
refused-unpriced = { $name } { $value } can't be bought with these options. It can be: { $choices }
refused-bad_value = { $name } can't be "{ $value }". It can be: { $choices }
refused-bad_count = { $name }: "{ $value }" is not possible. It can be: { $choices }
refused-unmapped = This model has nothing for { $held }. Change one of them: { $choices }
refused-bad_group = "{ $name }" can't be "{ $value }". Set instead: { $choices }
refused-twice = "{ $name }" is set twice, by two of its names: set it once.
count-range = a whole number from { $least } to { $most }
refused-count_twice = How many results are wanted is said twice, and differently: say it once.
refused-own_parameter = "{ $name }" can't be given as an option: it has a place of its own.
refused-unknown_parameter = { $model } has no option "{ $name }". It has: { $choices }
refused-unknown_model = There is no model "{ $model }" here. There is: { $choices }
refused-ambiguous_model = "{ $model }" can mean several models: { $choices }
refused-unknown_version = { $model } has no version "{ $version }". It has: { $choices }
refused-bad_address = Not a usable address: { $input } (it must start with https://)
refused-input_folder = This is a folder, not a file: { $input }
refused-file_name = The name of this file is not text in UTF-8: { $input } (rename it, then choose it again)
refused-no_file = There is no such file: { $input }
refused-not_image = Not a picture: { $input }. Pictures end in: { $choices }
refused-not_video = Not a video: { $input }. Videos end in: { $choices }
refused-not_audio = Not a sound: { $input }. Sounds end in: { $choices }
refused-no_inputs = { $model } takes no input media here: leave them out.
refused-no_video = { $model } takes no video as input: leave it out.
refused-no_audio = { $model } takes no sound as input: leave it out.
refused-too_many_video = { $model } takes at most { $most } videos.
refused-too_many_audio = { $model } takes at most { $most } sounds.
refused-inputs_exactly =
    { $least ->
        [one] This needs exactly 1 input: an https address or a file.
       *[other] This needs exactly { $least } inputs: https addresses or files.
    }
refused-inputs_range = This needs { $least } to { $most } inputs: https addresses or files.
refused-input_empty = The file is empty: { $input }
refused-input_changed = { $input } is not the file that was chosen any more: choose it again.
refused-input_no_access = { $input } can't be read: check who may read it.
refused-unreadable_image = This can't be read as a picture: { $input }. It is damaged or something else; pictures are: { $choices }
refused-unreadable_video = This can't be read as a video: { $input }. It is damaged or something else; videos are: { $choices }
refused-unreadable_audio = This can't be read as a sound: { $input }. It is damaged or something else; sounds are: { $choices }
refused-input_format = { $input } is a file of the kind { $found }; { $model } takes: { $choices }
refused-input_bytes = { $input } has { $found } MB; at most { $most } MB can be used.
refused-input_seconds = { $input } plays { $found } s; it must be { $least } to { $most } s.
refused-input_side = { $input } has { $found } pixels; each side must have { $least } to { $most }.
refused-input_ratio = { $input } has the proportion { $found } (width to height); it must be { $least } to { $most }.
refused-input_pixels = { $input } has { $found } pixels in all; it must be { $least } to { $most }.
refused-input_fps = { $input } has { $found } frames a second; it must be { $least } to { $most }.
refused-inputs_bytes = The inputs have { $found } MB together; at most { $most } MB can be used.
refused-inputs_seconds_video = The videos play { $found } s together; at most { $most } s can be used.
refused-inputs_seconds_audio = The sounds play { $found } s together; at most { $most } s can be used.
refused-not_public = This address leads to a private network, so it is not opened: { $input }. Use a public https address, or the file itself.
refused-not_there = There is nothing at this address any more: { $input }
refused-not_stored = The service's storage does not take this file: { $input }
refused-not_verified = The service does not accept { $input }: { $message }

## Options a model takes beyond its own list

extra-model = Version
help-of-model = the version of the model that is used
extra-lyrics = Lyrics
help-of-lyrics = what is sung; without it the words are made up
extra-audio_params-emotion = Emotion
help-of-audio_params-emotion = how it is said; only some voices can
extra-audio_params-speech_rate = Speed
help-of-audio_params-speech_rate = 0 is normal, 100 about twice as fast
extra-audio_params-loudness_rate = Loudness
help-of-audio_params-loudness_rate = 0 is normal
extra-additions-explicit_language = Language
help-of-additions-explicit_language = such as crosslingual, for texts in several languages
extra-additions-context_texts = Context
help-of-additions-context_texts = what was said before, one text a line

## Voices

voice-female = female
voice-male = male
voice-general = general
voice-mature = mature
voice-knowing = knowing
voice-lively = lively
voice-warm = warm
voice-fresh = fresh
voice-playful = playful
voice-sweet = sweet
voice-neighbour = girl next door
voice-cartoon = cartoon
voice-host = mature host
voice-narration = film narration
voice-young = young
voice-monkey_king = Monkey King

## Tasks

summary-running =
    { $count ->
        [one] 1 running
       *[other] { $count } running
    }
summary-saving = { $count } being saved
summary-queued = { $count } queued
summary-unconfirmed =
    { $count ->
        [one] 1 needs you
       *[other] { $count } need you
    }
summary-idle = Nothing is running
tasks-empty = Nothing is running. Press { KEY("go-create") }, write a sentence, { KEY("run") }. What ran before is under { KEY("go-history") }.
tasks-none-shown = No task is like this. Press { KEY("back") } to see all of them.
search-tasks-hint = model or prompt, @step or @workflow; enter goes to the list, esc leaves
filter-kind-all = all
filter-kind-running = running
filter-kind-waiting = waiting
filter-kind-needs_you = needs you
filter-kind-done = done
filter-kind-failed = failed or stopped
filter-media-all = all media
filter-media-image = images
filter-media-video = videos
filter-media-music = music
filter-media-speech = speech
filter-text-none = search
group-batch = Batch of { $count }
group-compare = { $count } compared
group-hint = { KEY("list-select") } folds it, { KEY("take-out") } takes out what still waits, { KEY("compare-results") } shows the results side by side.
remark-elsewhere = watched by another window
remark-almost = almost there… { $elapsed }
remark-elapsed = { $elapsed } of { $expected }
remark-slower = slower than usual · { $elapsed }
remark-files =
    { $count ->
        [one] 1 file · { $took }
       *[other] { $count } files · { $took }
    }
remark-at-service =
    { $count ->
        [one] 1 not saved · { $took }
       *[other] { $count } not saved · { $took }
    }
remark-queued = waiting for a free place
remark-uploading = { $done } of { $total }
remark-verifying = { $done } of { $total } inputs checked
remark-standing = the queue stands still
prompt-not-kept = (the prompt was not kept)
prompt-kept = (the prompt is kept until the task is settled)
queue-settings = Nothing is sent while your limits are not clear: { $path }: { $key } may be { $allowed }. Mend it, then press { KEY("pause-queue") }.
queue-paused = The queue stands still. { $why } Press { KEY("pause-queue") } to go on.
queue-held =
    { $count ->
        [one] 1 task was still waiting when you left last time. Press { KEY("pause-queue") } to send it.
       *[other] { $count } tasks were still waiting when you left last time. Press { KEY("pause-queue") } to send them.
    }
media-number = { $number } of { $total }
media-saving = being saved…
media-at-service = not saved, only at the service
media-processing = in the making
media-failed = failed
media-deleted = deleted by the service
open-nothing = Nothing is saved of this one yet.
open-at-service = This one is not saved: it is only at the service. Fetch it first ({ KEY("save-as") }).
left-at-service = Not saved: the results are only at the service, and their addresses expire. Save the one you look at ({ KEY("save-as") }), or fetch all of them ({ KEY("fetch-again") }).
open-failed = There is no viewer to open it with. The file is { $path }
undone = Taken back.
undo-hint = { KEY("undo") } takes that back.
undo-nothing = There is nothing to take back.
again-title = Run it again
again-prompt-hint = the prompt; it was not kept
again-gone = { $model } is not sold any more. Press { KEY("instead") } for what can be run instead.
again-inputs = What it was made from was not kept: give it again and run it from here.
again-dropped = The model does not take { $names } as before: see the form.
instead-title = Run something else instead
instead-queued = The one that waits is taken out of the queue.
instead-unconfirmed = The first one stays: it may have been charged too.
instead-why = The same prompt and, where they fit, the same settings. Choosing one runs it at its price.
instead-nothing = There is nothing to run instead of it.
offer = { $name } · { $points } · { $time }
offer-dropped = without { $names }
input-title = What shall be made of it?
input-nothing = There is no result yet to make something of.
input-no-model = No model takes this as its input.
compare-nothing = This one was not ordered together with others.
comparison-title = { $count } results
comparison-shown = { $first }–{ $last }
save-as-title = Save as
save-as-save = Save
save-as-replace = Replace the file that is there
save-as-hint = → completes a folder, esc leaves.
saved-as = Saved: { $path }
copy-missing = The file is not there any more.
copy-taken = There is a file of that name. Give another name, or replace it.
copy-same = That is the file itself. Give another name.
copy-no_folder = There is no such folder. Is it written right?
copy-folder = It can't be written there. Give another place.
copy-disk_full = The disk is full. Make room, or give another place.
notice-title = IMA TUI
notice-made =
    { $count ->
        [one] { $model } is { $state }: 1 file.
       *[other] { $model } is { $state }: { $count } files.
    }
notice-failed = { $model } failed: { $why }.
notice-asks = { $model } needs you.
notice-many = { $count } tasks: { $states }.
title-idle = IMA TUI
title-running = IMA TUI · { $count } running · { $done } %
play-nothing = There is nothing to play here yet.
play-missing = The file is not there any more.
play-no_player = Nothing here plays it. Install mpv, or open the file with { KEY("open-file") }.
play-failed = { $program } could not play it. Open the file with { KEY("open-file") }.
link-nothing = There is no address to copy yet.
link-copied = The address is copied.
link-sent-title = Sent to the terminal
link-sent = If it does not come out where you paste, your terminal does not take it: select the address here.

## Timelines

event-queued = queued, { $points } pts
event-sent = sent, { $points } pts
event-accepted = accepted
event-not_sent = not sent: { $problem }. Trying again.
event-refused = not accepted: { $problem }. It stays in the queue.
event-unconfirmed = { $problem }: it may have been charged
event-ready = { $ready } of { $total } ready
event-ready_in_part = { $ready } of { $total } ready, { $failed } failed: { $problem }
event-saved = saved { $name }
event-not_saved = not saved yet: { $problem }
event-failed = failed: { $problem }
event-taking_long = taking longer than usual; it goes on
event-held = still in the queue when you left
event-waits = waits for you: { $problem }
event-corrected_list = the price list was looked at again
event-corrected_rule = the price was chosen anew: { $points } pts
event-corrected_completed = an option was completed: { $parameter } { $after }
event-corrected_notch = one step down: { $parameter } { $before } → { $after }, { $points } pts
event-price_new = the price is another one now: { $before } → { $after } pts
event-agreed = agreed to { $points } pts
event-taken_out = taken out of the queue; nothing was charged
event-put_back = put back into the queue
event-taken_back = taken back: whether the earlier one was created is still open
event-not_sent_again = not sent this time: { $problem }; whether the earlier one was created is still open
event-attached = its id was found: watched from now on
event-not_created = was not created, you say
event-sent_again = to be sent again, though it may charge twice
event-unknown_task = IMA Studio says that it does not know this task; it is looked at now and then
event-day_passed = not finished after a day; not looked at any more
event-watched_again = watched again
event-stopped = not watched any more
event-status = IMA Studio says: { $status }

## History

history-totals =
    { $count ->
        [0] Nothing yet
        [one] 1 task · { $points }
       *[other] { $count } tasks · { $points }
    }
history-empty = Nothing ran yet. Press { KEY("go-create") }, write a sentence, { KEY("run") }.
search-history-hint = words in prompts, models and tags; #tag for one tag, @step or @workflow; esc leaves
history-nothing = Nothing fits. Press { KEY("back") } to show everything again.
history-starred = ★ only
history-kind-all = all states
history-kind-done = done
history-kind-failed = failed
history-kind-unconfirmed = unconfirmed
history-kind-stopped = stopped
history-kind-open = not over yet
history-time-all = any time
history-time-today = today
history-time-week = 7 days
history-time-month = this month
history-time-between = { $since } to { $until }
history-time-choose-all = any time
history-time-choose-today = today
history-time-choose-week = the last 7 days
history-time-choose-month = this month
history-time-choose-between = from … to …
history-model-all = all models
history-cost = { $least } to { $most }
history-cost-least = { $least } or more
history-cost-most = { $most } or less
history-filter-title = What to show
history-field-media = Kind
history-field-kind = State
history-field-time = Time
history-field-since = From
history-field-until = To
history-field-model = Model
history-field-least = Points, from
history-field-most = Points, to
history-since-hint = 2026-11-20, yesterday, 7d
history-until-hint = 2026-11-20, today
history-least-hint = any
history-most-hint = any
history-starred-only = only those with a star
history-filter-apply = Show
history-filter-clear = Show everything
history-filter-leave = enter in a field shows it · esc leaves it as it is
history-wrong-day = That is no day. Write it like 2026-11-20, yesterday or 7d.
history-wrong-points = That is no number of points.
history-made-from = Made from: { $names }
history-used-in = Used in: { $names }
history-missing =
    { $count ->
        [one] 1 file is not there any more: { $path } was moved or removed.
       *[other] { $count } files are not there any more: { $path } and others were moved or removed.
    }
fetch-begun = Fetching what is not on disk…
fetch-gone = The service does not have the file any more, so it can't be fetched again.
fetch-in-use = The file is being fetched already.
fetched =
    { $count ->
        [one] 1 file is saved: { $path }
       *[other] { $count } files are saved: { $path } and others.
    }
fetched-none = No file is missing.
tags-title = Tags
tags-note = Separate them with commas. Search for one with #tag.
tags-save = Save
reuse-no-prompt = The prompt was not kept: write it again. Everything else is as it was.
delete-not-ended = It is not over yet, so it can't be deleted: settle it in Tasks ({ KEY("go-tasks") }), or stop watching it there.
delete-title = Delete?
delete-note = It can be taken back for ten minutes ({ KEY("undo") }). What it cost stays counted.
delete-both =
    { $count ->
        [one] The record and its 1 file
       *[other] The record and its { $count } files
    }
delete-record = Only the record; files stay
delete-files =
    { $count ->
        [one] Only its 1 file; the record stays
       *[other] Only its { $count } files; the record stays
    }
deleted-both = Deleted, files and all. { KEY("undo") } takes it back.
deleted-record = Deleted; its files stay. { KEY("undo") } takes it back.
deleted-files = The files are deleted. { KEY("undo") } takes it back.
delete-left =
    { $count ->
        [one] 1 file was left as it is: { $path } can't be moved, or is something else by now.
       *[other] { $count } files were left as they are: { $path } and others can't be moved, or are something else by now.
    }
export-title =
    { $count ->
        [one] Export 1 task
       *[other] Export { $count } tasks
    }
export-note = What is shown is written to this file, for you alone to read.
export-json = JSON
export-csv = CSV
export-nothing = Nothing is shown, so there is nothing to export.
export-there-title = Replace it?
export-there = { $path } is there already.
export-replace = Replace it
export-other = Choose another name
exported =
    { $count ->
        [one] 1 task written to { $path }
       *[other] { $count } tasks written to { $path }
    }
export-failed-read-only = { $path } can't be written: the folder is read-only for you. Choose another one.
export-failed-no-folder = There is no such folder: { $path }. Choose one that is there.
export-failed-is-folder = { $path } is a folder. Add the name of a file.
export-failed-full = The disk is full: { $path } was not written.
export-failed-bad-name = { $path } can't be the name of a file. Choose another one.
export-failed-other = { $path } can't be written. Choose another file.
spend-reading = Adding up…
spend-title = Points
spend-by-day = by day
spend-by-week = by week
spend-by-month = by month
spend-day = { $month }/{ $day }
spend-empty = Nothing was spent here yet.
spend-column-model = Model
spend-column-points = Points
spend-column-success = Success
spend-column-real = Took (half · 9 in 10)
spend-column-listed = Expected

## Dialogs

leave-hint = To leave press { KEY("leave") } (esc first, while you are writing).
leave-title = Leave now?
leave-running =
    { $count ->
        [one] 1 task goes on without you and is picked up again at the next start.
       *[other] { $count } tasks go on without you and are picked up again at the next start.
    }
leave-sending = A task is just being sent: leaving waits for its answer, so that nothing is unclear.
leave-waiting =
    { $count ->
        [one] 1 task waits in the queue and is kept; nothing was charged for it.
       *[other] { $count } tasks wait in the queue and are kept; nothing was charged for them.
    }
leaving-title = Waiting for an answer…
leaving-why = Without it nobody knows whether the task was created and charged, and you would have to look that up. Press q to leave all the same.
leave-yes = Leave (q)
leave-no = Stay (esc)
help-title = Keys on { $page }
help-everywhere = Everywhere
palette-hint = Find a command by name…
help-on-inputs = On the inputs
help-on-list = In the list
help-on-focus = In what has the focus
help-on-field = Type; esc leaves the field, tab goes on. Single letters do their work again outside of it.
help-on-choices = ← → choose, ↑ ↓ go on; * takes the one that is recommended.
help-links = Links
help-link-key = API keys
help-link-points = Points and subscription
help-page-keys = Keys
help-page-words = Words
help-page-privacy = Privacy
help-page-guides = Guides
help-guides-some = esc closes this; turn to this page again for the list of guides in { $folder }
help-guides-none = No guides to IMA Studio are installed. Where the skill ima-knowledge-ai is, in { $folder }, they are listed here.
help-close = ← → turn the page, esc closes. A click on a key does what it does. ctrl+p finds every command by name.
word-task-type = Task type
word-task-type-means = What is made from what: text to image, image to video, text to music and so on. Each has its own models.
word-version = Model and version
word-version-means = A model comes in versions with options and prices of their own. Of a model, the newest version is taken unless you choose.
word-points = Points
word-points-means = What IMA Studio charges. Each task has its price, shown on the Run button before you run it.
word-unconfirmed = Unconfirmed
word-unconfirmed-means = A request was sent and no answer came: it may have been charged. It is never sent again by itself; Tasks ({ KEY("settle") }) asks what you know.
word-correction = Correction
word-correction-means = A small change after a refusal, such as the next smaller size. It is told in the task's timeline and never costs more without a yes.
word-caps = Caps
word-caps-means = The most that may be spent in a session, a day or a month. What would exceed it waits. They are in Settings ({ KEY("settings") }).
word-group = Group
word-group-means = Tasks ordered in one go: several prompts, or one prompt on several models. { KEY("compare-results") } on Tasks puts their results side by side.
word-workflow = Workflow
word-workflow-means = Several tasks that build on each other, planned first: each step may take the prompt, the length or a result of another. One yes covers the whole plan at its price; steps that do not wait for each other run at once, and after anything a run goes on without paying twice.
word-seed = Seed
word-seed-means = A number that chance begins with: with the same number and options some models make the same again.
privacy-goes = What goes where
privacy-goes-is = Prompts, options and your key go to api.imastudio.com; your key and the kind of a file to imapi.liveme.com before a file is uploaded, there in the address of the call. Files go without the key. No other host is told anything; no usage data is sent.
privacy-key = Your key
privacy-key-is = It is in the system keyring, else in a file that only you can read. It is never shown whole, never logged, never part of a command.
privacy-prompts = Your prompts
privacy-prompts-is = On disk only until IMA Studio has accepted the task, unless you keep prompts (Settings). Presets, templates, plan files and unfinished workflows hold theirs.
privacy-files = What is kept, and how long
privacy-files-is = History until you delete it, results until you delete them, logs a week (ids and codes only). "ima-tui paths" lists every file; "forget everything" (ctrl+p) deletes them.
privacy-check = See for yourself
privacy-check-is = SECURITY.md says how to watch what is sent, and how to look through what is stored.
privacy-rotate = A new key
privacy-rotate-is = Make one at https://www.imaclaw.ai/imaclaw/apikey, enter it in Settings ({ KEY("settings") }), then withdraw the old one on the same page.

## Settling: what only the user can

ask-leave = esc leaves everything as it is.
settle-title = This needs you
settle-now-costs = It would cost { $points } now.
settle-id-hint = the task's id from your records
settle-nothing = This task asks nothing of you.
settle-not_asked = It waits for nothing any more.
settle-being_sent = It is just being sent: too late to take it out.
settle-never_accepted = It was never accepted, so there is nothing to watch.
settle-unknown_id = IMA Studio knows no task with this id. Copy it again from your records.
settle-held_id = This id belongs to another task in your history.
settle-not_here = Another IMA TUI looks after this task: settle it there.
settle-other_state = It has moved on meanwhile.
settle-lost_request = Its request is not on disk any more: run it again from Create.
way-agree = Send it at this price
way-try_again = Try again
way-take_out = Take it out: nothing is charged
way-attach = It was created: attach the id above
way-not_created = It was not created
way-send_again = Send it again: this may charge twice
way-watch_again = Look at it again
link-stop = stop watching
way-stop = Stop watching it
taken-out =
    { $count ->
        [one] 1 task taken out of the queue; nothing was charged.
       *[other] { $count } tasks taken out of the queue; nothing was charged.
    }
taken-out-not =
    { $count ->
        [one] { $count } other is being sent already, or has moved on.
       *[other] { $count } others are being sent already, or have moved on.
    }
taken-back = Not sent again. Whether the earlier one was created is still open: { KEY("settle") } settles it.
stopped-watching = Not watched any more. It goes on at IMA Studio and stays paid for; { KEY("settle") } looks at it again.
take-out-nothing = Only what waits or runs can be taken out.
confirm-title = Run this for { $points }?
confirm-above = That is more than { $limit }: the limit above which a run asks.
confirm-repeat = The same was run a moment ago. Running it again is charged again.
confirm-run = Run it
over-session = This would go over your cap for this session: { $spent } of { $limit } are spent or reserved.
over-day = This would go over your cap for today: { $spent } of { $limit } are spent or reserved.
over-month = This would go over your cap for this month: { $spent } of { $limit } are spent or reserved.

## What can go wrong: a few words for a row

brief-key = the key was refused
brief-points = not enough points
brief-subscription = needs a subscription
brief-price_changed = the price has changed
brief-no_rule = these options have no price
brief-rule_mismatch = the price list has changed
brief-heavy = too much for the model
brief-bad_request = not understood
brief-bad_value = an option was refused
brief-outdated = the price list has changed
brief-too_small = the size is too small
brief-moderation = the wording was refused
brief-lyrics = the lyrics were not accepted
brief-prompt_length = the prompt is too short or too long
brief-text_length = the text is too long
brief-rate = too many requests
brief-unavailable = the model is not available
brief-connection = no connection
brief-no_answer = no answer came
brief-not_the_service = no answer came
brief-refused = refused
brief-storage = file not uploaded
brief-generation = it could not be made
brief-restart = interrupted
brief-paused = paused by you
brief-disk_full = the disk is full
brief-folder = the folder can't be written
brief-gone = the file is gone
brief-incomplete = the file came incomplete
brief-wrong_kind = the file is not a medium
brief-store = could not be written down
brief-lost_request = the request was lost
brief-price_risen = the price has risen
brief-correction = a change is offered
brief-unlisted = not listed with these options
brief-cap_session = over the cap for this session
brief-cap_day = over the cap for today
brief-cap_month = over the cap for this month
brief-inputs = an input can't be used
brief-not_created = was not created
brief-unknown_task = IMA Studio does not know it right now
brief-day_passed = not finished after a day

## What can go wrong: what happened, why, what to do next

problem-key = The API key is not valid or was withdrawn. Get a new one and start again with it:
problem-points = There are not enough points for this. Buy points, or choose a cheaper model:
problem-subscription = This model needs a subscription. Take one, or choose another model:
problem-price_changed = The price changed meanwhile, so nothing was sent. Press { KEY("go-models") } and { KEY("refresh-models") } for the new prices, then run it again.
problem-no_rule = These options have no price of their own. Choose other options and run it again.
problem-rule_mismatch = The price list changed meanwhile. Press { KEY("go-models") } and { KEY("refresh-models") } to refresh it, then run it again.
problem-heavy = This is too much for the model right now. Try a smaller size, a shorter duration, or another model.
problem-bad_request = The service could not read the request. Change the options a little and run it again.
problem-bad_value = One of the options is not accepted by this model. Choose another value and run it again.
problem-outdated = The price list was out of date (this is not about your points), so nothing was created. It was fetched anew: run it again.
problem-too_small = The size is below what this model makes. Choose a larger one.
problem-moderation = The prompt contains something the model does not accept. Word it differently and run it again.
problem-lyrics = The lyrics need another form. Simplify them, or let the model write them, and run it again.
problem-prompt_length = The prompt is too short or too long for this model; 20 to 100 characters go well for music. Change its length and run it again.
problem-text_length = The text is too long for this model. Shorten it, or split it, and run it again.
problem-rate = Too many requests at once. It goes on by itself in a moment.
problem-unavailable = This model is not available right now. Try another one, or later.
problem-connection = IMA Studio can't be reached: check the network. What you queued waits and goes on by itself.
problem-no_answer = No answer came from IMA Studio: the network may be unstable.
problem-not_the_service = What answered does not look like IMA Studio, or it has trouble right now.
problem-refused = The service did not accept this. Try again later, or another model.
reference-number = Reference: { $number }. If it happens again, quote it to IMA Studio.
problem-storage = The storage for uploads did not take a file: it is tried again by itself.
problem-generation = It could not be made this time. Try another model, or word it differently.
partial-lost = { $failed } of { $total } failed: { $problem }. The others are kept; for more, run it again.
problem-restart = The program ended while this was on its way.
problem-paused = You paused it: nothing more is sent until you say so, and what runs goes on.
problem-disk_full = The disk is full. Free some space: saving goes on by itself.
problem-folder = The results folder can't be written. Make it writable: saving goes on by itself.
problem-gone = The file is not at its address any more. A fresh address is being asked for.
problem-incomplete = The file did not arrive whole. It is being fetched again.
problem-wrong_kind = What came is not a picture, film or sound. It is being asked for again.
problem-store = It could not be written down, so nothing more is sent. Look at the disk (full, read-only, held by another program?), then press { KEY("pause-queue") }.
problem-lost_request = The request was not on disk any more, so it could not be sent. Nothing was charged; run it again.
problem-price_risen = The price has risen since you ran it, so it was not sent. Agree to the new price, or take it out.
problem-correction = IMA Studio did not accept it as it is. A small change may help: agree to it, or take it out.
problem-unlisted = The model is not listed with these options any more, so it was not sent. Try once more, or take it out.
problem-cap_session = It would go over your cap for this session, so it was not sent. Raise the cap and try again, or take it out.
problem-cap_day = It would go over your cap for today, so it was not sent. Try again tomorrow or raise the cap, or take it out.
problem-cap_month = It would go over your cap for this month, so it was not sent. Raise the cap and try again, or take it out.
problem-inputs = An input can't be used, so nothing was sent. The timeline says which one and why.
problem-not_created = You saw that it was not created: nothing was charged.
problem-unknown_task = IMA Studio says that it does not know this task. It was paid for, so it is looked at now and then. Your records: https://imastudio.com/dashboard (videos: https://www.imastudio.com/ai-creation/text-to-video).
problem-day_passed = It was not finished after a day, so it is not looked at any more by itself. It was paid for and may still come: look again, or stop watching it. Your records: https://imastudio.com/dashboard (videos: https://www.imastudio.com/ai-creation/text-to-video).
next-unconfirmed = It may have been charged, so it is not sent again by itself. Look at your records before you run it again: https://imastudio.com/dashboard

## Starting

start-no_key = No API key. Press { KEY("settings") } to enter yours, or keep it with "ima-tui auth login" (get one at https://www.imaclaw.ai/imaclaw/apikey), put it into IMA_API_KEY, or start with --api-key-file FILE. To look around without a key: ima-tui demo
start-bad_key = The API key holds characters that no key has. Copy it again from https://www.imaclaw.ai/imaclaw/apikey and start again.
start-bad_key_file = There is no API key in { $about }. The file must hold one key and nothing else. Then start again.
start-unreadable_key_file = The key file { $about } can't be read. Check who may read it, then start again.
start-linked_key_file = { $about } is a link to another file, so the key in it is not used. Put the file itself there, then start again.
start-open_key_file = Others can read or change { $about }, so the key in it is not used. Run: chmod 600 { $about } — then start again.
start-foreign_key_file = { $about } belongs to another user, so the key in it is not used. Make a file of your own, then start again.
start-keyring_slow = The system keyring did not answer. Unlock it, then start again; or put the key into IMA_API_KEY.
start-keyring_refused = The system keyring did not give the key: it may be locked. Unlock it, then start again; or put the key into IMA_API_KEY.
start-simulator = The demo's simulator could not start. Leave and try "ima-tui demo" again; its log is in { $about }
start-wrong_service = { $host } does not answer like IMA Studio. Check IMA_BASE_URL, or unset it to use the real service.
start-address_malformed = { $about } is not a usable address. Write it like https://api.imastudio.com, or unset it, and start again.
start-address_insecure = { $about } is a plain http address: your key would travel unprotected. Use https, or unset it, and start again.
crashed-why = IMA TUI had to stop because of a mistake of its own. Nothing is lost: tasks go on and are picked up at the next start.
crashed = Please start it again.
crashed-report = What happened, without any contents, is in { $path }
start-unreachable_host = { $host } can't be reached. Check the network and IMA_BASE_URL, or unset it to use the real service.
start-bad_setting = { $about } Nothing is sent while your limits are not clear.
start-store_newer = The history was made by a newer IMA TUI. Update the program; the file stays as it is: { $about }
start-store_damaged = The history file is damaged. Move it aside to start with an empty one; it stays as it is: { $about }
start-store_locked = Another program holds the history file. Close it and start again: { $about }
start-store_full = The disk is full. Free some space and try again ({ $about }).
start-store_unusable = This can't be opened or written: { $about }. Check who owns it, then start again.
start-store_conflict = An entry of the history stands twice: { $about }.
start-store_text = The name of this folder is not text in UTF-8: { $about }. Use another folder, then start again.

## Commands

cli-about =
    A terminal client for IMA Studio: images, videos, music and speech.

    Without a command the app opens; at its first start it asks for your key. To look around without one, try "ima-tui demo".
cli-demo = Open the app on a built-in simulator: no key, no network, its own folder.
cli-simulate = Run the simulator of the service alone; its base URL is the first line printed.
cli-models = List the models, of one task type or of all, with their prices, expected times and abilities.
cli-model = Show one model: its options, input media, prices and alternatives.
cli-create = Create something: check it, say its price, send it; with --wait get its results.
cli-batch = Create many things, one JSON object a line in FILE ("-" reads what is piped in), and wait for all of them.
cli-heading-usage = Usage:
cli-heading-options = Options
cli-heading-commands = Commands
cli-option-help = Show this page.
cli-option-version = Show the version.
cli-option-profile = The real service (live), or the demo's simulator, which needs no key.
cli-option-lang = The language of every word shown.
cli-option-key-file = A file that holds the API key and nothing else.
cli-option-speed = How many times quicker than real tasks end.
cli-option-host = Where to listen.
cli-option-port = The port; 0 takes a free one.
cli-option-seed = Makes times and media repeatable.
cli-option-catalog = A folder with product lists (products_<task type>.json) to serve instead.
cli-option-faults = A file with faults to act out; docs/simulator.md tells which there are.
cli-option-json = Print JSON, for programs.
cli-option-search = Only models whose name, alias, tag or ability holds these words.
cli-option-refresh = Insist on a fresh list: none from the last look.
cli-option-task-type = text_to_image, image_to_image, text_to_video, image_to_video, first_last_frame_to_video, reference_image_to_video, text_to_music or text_to_speech.
cli-option-model = The model: an id, a name or an alias; without it, the default one.
cli-option-model-version = One version of the model.
cli-option-prompt = What you want to see or hear; "-" reads it from what is piped in.
cli-option-param = An option of the model and its value; may stand several times.
cli-option-input = A picture to start from: a file or an https address; may stand several times.
cli-option-ref-video = A film to take as reference, where the model allows it; may stand several times.
cli-option-ref-audio = A sound to take as reference, where the model allows it; may stand several times.
cli-option-count = How many results; each is paid for.
cli-option-wait = Wait until the results are there.
cli-option-save = Wait, and save the results in this folder.
cli-option-max-points = Stop when it would cost more than this many points in all.
cli-option-yes = Agree to the price shown, however much it is.
cli-option-dry-run = Only check and show the price; nothing is sent.
cli-option-concurrency = How many of one medium to run at the same time.
cli-usage-no-option = There is no option { $name }.
cli-usage-no-option-but = There is no option { $name }. Did you mean { $known }?
cli-usage-no-command = There is no command { $name }. There are: { $known }.
cli-usage-flag = { $name } takes no value.
cli-usage-no-value = { $name } needs a value after it.
cli-usage-missing = { $name } is missing.
cli-usage-bad-value = { $name }: { $reason }.
cli-usage-extra = Not expected here: { $words }.
cli-usage-number = it must be a number from { $least } to { $most }
cli-usage-whole = it must be a whole number from { $least } to { $most }
cli-usage-whole-from = it must be a whole number from { $least }
cli-usage-choice = "{ $value }" is none of { $known }
cli-usage-param = write it as NAME=VALUE, not as { $given }
cli-usage-control = it holds a control character ({ $code }), which no text needs. Take it out.
cli-usage-param-twice = { $name } is given twice
cli-usage-word = { $word } is not text in UTF-8.
cli-usage-text = it is not text in UTF-8
cli-error-usage = { $what } Try "{ $command } --help".
cli-error-no_key = No API key. Keep yours with "ima-tui auth login", put it into IMA_API_KEY, or add --api-key-file FILE; to try it without a key add --profile demo. Get a key at
cli-error-bad_key = The API key holds characters that no key has. Copy it again from
cli-error-bad_key_file = There is no API key in { $about }. The file must hold one key and nothing else. Get a key at
cli-error-unreadable_key_file = The key file { $about } can't be read. Check its name and who may read it. Get a key at
cli-error-no_terminal = The app needs a terminal. Start it in one, without redirecting its input or output.
cli-error-no_listen = Can't listen on { $host }:{ $port }: it may be in use. Choose another --port or --host.
cli-error-no_catalog = There is no folder { $path }: name one with files products_<task type>.json.
cli-error-no_faults = There is no file { $path }: name one with faults.
cli-error-bad_simulation = This can't be simulated: { $why }
cli-error-simulator = The demo's simulator could not start. Try again; its log is in { $about }
cli-error-address_malformed = { $about } is not a usable address. Write it like https://api.imastudio.com, or unset it.
cli-error-address_insecure = { $about } is a plain http address: your key would travel unprotected. Use https, or unset it.
cli-error-no_list = IMA Studio did not give the list of models: it may have trouble right now. Try again in a moment.
cli-error-unreadable_file = { $path } can't be read. Check its name and who may read it.
cli-error-no_stdin = There is nothing to read: standard input is closed.
cli-error-too_long = { $path } holds more than { $most } MB: that is more than is read.
cli-error-too_many_lines = A batch has at most { $most } lines. Split it.
cli-error-not_text = This line is not text in UTF-8.
cli-error-not_json = This line is not JSON: write one JSON object a line.
cli-error-not_an_object = This line is JSON, but not an object with "task_type" and "prompt".
cli-error-duplicate_key = "{ $name }" is there twice in one object: say it once.
cli-error-missing_key = "{ $name }" is missing.
cli-error-unknown_key = "{ $name }" is none of the names a line can have: { $known }.
cli-error-wrong_type = "{ $name }" must be { $wanted }.
cli-error-unknown_task_type = { $name } is no task type. There are: { $known }.
cli-error-over_max_points = It would cost { $points }, more than the { $most } that --max-points allows. Nothing was sent.
cli-error-unwritable = What there is to say can't be written: is the disk full?
cli-error-crashed = IMA TUI had to stop because of a mistake of its own. What happened, without any contents, is in { $path }
cli-way-inputs_exactly = Give each one with --input, in a batch in "inputs".
cli-way-inputs_range = Give each one with --input, in a batch in "inputs".
cli-type-text = a text
cli-type-texts = a list of texts
cli-type-object = an object of names and values
cli-next-failed = Run it again; if it goes on, try another model.
cli-next-input = Change what the message names, then run it again.
cli-next-key = Keep a valid API key with "ima-tui auth login", or put it into IMA_API_KEY or into the file named by --api-key-file.
cli-next-points = Buy points or take a subscription, or choose a cheaper model.
cli-next-budget = Allow more with --max-points, or choose something cheaper.
cli-next-network = Run it again in a moment.
cli-store-unusable = The lists of the last look can't be used, so they are not kept either.
cli-kept-list = { $why } Shown is the list of { $time } ({ $age } old).
cli-missing-list = { $task }: { $why }
cli-nothing-found = No model matches { $search }.
cli-no-models = There are no models here.
cli-skipped =
    { $count ->
        [one] 1 entry of the list could not be read.
       *[other] { $count } entries of the list could not be read.
    }
cli-column-name = Name
cli-column-model = Model
cli-column-version = Version
cli-column-points = Points
cli-column-origin = Before discount
cli-column-time = Time
cli-column-abilities = Abilities
cli-column-option = Option
cli-column-param = --param
cli-column-choices = Choices
cli-column-default = Default
cli-column-line = Line
cli-star = ★ = used when you name no model.
cli-heart = ♥ = your default, used in its place.
cli-price-unreachable = can't be chosen together
cli-estimate = estimate
cli-model-also = Also under: { $others } (add --task-type).
cli-model-inputs = Input media: { $inputs }
cli-model-abilities = Abilities: { $abilities }
cli-model-alternatives = Alternatives
cli-model-versions = Other versions: { $others }
cli-create-versions = The newest version was taken; --version picks another: { $others }
cli-text-bounds = text, { $least } to { $most } characters
cli-number-bounds = a number from { $least } to { $most }
cli-text-most = text, at most { $most } characters
cli-create-model = { $task } · { $model } ({ $version })
cli-price = { $count } × { $credit } = { $points }
cli-price-estimate = ≈ { $count } × { $credit } = { $points } (estimate)
cli-create-inputs = Input media: { $inputs }
cli-dry-run = Nothing was sent, nothing was charged.
cli-batch-total =
    { $count ->
        [one] 1 line: { $points }
       *[other] { $count } lines: { $points }
    }
cli-batch-total-estimate =
    { $count ->
        [one] 1 line: ≈ { $points } (estimate)
       *[other] { $count } lines: ≈ { $points } (estimate)
    }
cli-batch-bad =
    { $count ->
        [one] 1 line can't be created:
       *[other] { $count } lines can't be created:
    }
cli-batch-line = line { $line }: { $why }
cli-help-tasks = List the tasks, newest first; with --wait take up all that is not over and wait for it.
cli-help-task = Show one task with what happened to it; wait for it, or settle one of which nobody knows whether it was created.
cli-option-state = Only tasks in this state: queued, uploading, verifying, sending, running, taking_long, saving, done, partial, failed, unconfirmed or stopped.
cli-option-limit = How many are listed.
cli-option-wait-all = Take up all that is not over, and wait until it is.
cli-option-wait-one = Wait until it is over and its results are saved.
cli-option-yes-queued = Send what still waits, or send again, without asking.
cli-option-attach = It was created: this is its id in your records.
cli-option-not-created = It was not created: your records do not have it.
cli-option-send-again = Send it again; it may be charged twice.
cli-usage-one-way = Choose one of --attach, --not-created and --send-again.
cli-yes-no = [y/N]
cli-confirm = It costs { $points }, more than { $limit }: the limit above which a run asks. Send it?
cli-send-it = Send it?
cli-confirm-queued =
    { $count ->
        [one] 1 task still waits to be sent: { $points }. Send it?
       *[other] { $count } tasks still wait to be sent: { $points }. Send them?
    }
cli-queued-needs-yes =
    { $count ->
        [one] 1 task still waits to be sent: { $points }. --yes sends it.
       *[other] { $count } tasks still wait to be sent: { $points }. --yes sends them.
    }
cli-confirm-twice = It may have been created already: sending it again may charge twice. Send it again?
cli-error-needs_yes = It costs { $points }, more than { $limit }: the limit above which a yes is needed. Add --yes. Nothing was sent.
cli-error-may_charge_twice = It may have been created already: sending it again may charge twice. If you want that, add --yes.
cli-error-declined = You did not agree, so it was not sent. Nothing was charged.
cli-error-interrupted = You left before it was sent. Nothing was charged.
cli-error-bad_setting = { $mistake } Nothing is sent while your limits are not clear.
cli-error-unclear_limit = A limit in { $about } can't be read, so nothing is sent. "ima-tui doctor" says which; mend it.
cli-error-unwritable_folder = Results can't be saved in { $path }: choose another folder. Nothing was sent.
cli-error-no_task = There is no task { $id }. Give its id as "ima-tui tasks" lists it, its first or last { $least } characters (the last stand in the names of its files), or its id at IMA Studio.
cli-error-settled = Nothing is open about this task: it is { $state }. Only an unconfirmed one is settled this way.
cli-error-ambiguous_task = { $id } can mean several tasks: { $known }
cli-sending = { $model }: { $price }, { $time }
cli-task = { $model } · { $state } · { $points } · { $id }
cli-task-facts = { $task } · { $made } · id at IMA Studio: { $id }
cli-goes-on = It goes on at IMA Studio. To get its results: ima-tui tasks --wait
cli-instead = Instead: { $offers }
cli-instead-one = { $model } ({ $price })
cli-leaving = A task is just being sent: waiting for its answer, so that nothing is unclear. ctrl-c again leaves all the same.
cli-left = What runs goes on at IMA Studio. To get its results: ima-tui tasks --wait
cli-left-sending = A task was just being sent: it may have been created and charged. It is never sent again by itself; to see it and settle it: ima-tui tasks --wait
cli-held = It was still waiting when its program ended, so it was not sent. To send it: ima-tui tasks --wait --yes
cli-no-tasks = There are no tasks here.
cli-more-tasks =
    { $count ->
        [one] 1 more is not listed: raise --limit.
       *[other] { $count } more are not listed: raise --limit.
    }
cli-progress = { $model }: { $words }
cli-progress-running = { $state }, { $percent } %, waited { $waited }, expected at most { $most }
cli-progress-almost = { $state }, { $percent } %, waited { $waited }, almost there…
cli-progress-problem = { $state } ({ $why })
cli-progress-sum = { $ended } over, { $running } at IMA Studio, { $waiting } waiting
cli-column-id = Id
cli-column-made = Made
cli-column-state = State
cli-column-remark = Remark
cli-column-prompt = Prompt
cli-batch-number = line { $line }:
cli-next-unconfirmed = It may have been charged, so it is not sent again by itself. Look at your records (https://imastudio.com/dashboard), then say what you found: ima-tui task { $id } with --attach TASK_ID, --not-created, or --send-again --yes (which may charge twice).
cli-next-settle = Look at your records, then settle it with "ima-tui task".
cli-next-running = It goes on: ima-tui tasks --wait
cli-next-interrupted = Run it again.
cli-next-of-needs_yes = If you agree to the price, run it again with --yes.
cli-next-of-declined = Run it again if you want it after all.
cli-next-of-may_charge_twice = Look at your records; if it is not there, run it again with --yes.
cli-next-of-cap_session = Raise budget.session in settings.toml, or choose something cheaper.
cli-next-of-cap_day = Raise budget.day in settings.toml, choose something cheaper, or try tomorrow.
cli-next-of-cap_month = Raise budget.month in settings.toml, or choose something cheaper.
cli-next-of-price_changed = Look at the new price with --dry-run, then run it again.
cli-next-of-correction = Choose other options, or allow more with --max-points.
cli-next-of-restart = To send it: ima-tui tasks --wait --yes
cli-next-of-crashed = Run it again. If it happens again, report it with that file.
cli-next-of-disk_full = Free some space, then: ima-tui tasks --wait
cli-next-of-folder = Make the folder writable, then: ima-tui tasks --wait
cli-problem-connection = IMA Studio can't be reached: check the network.
cli-problem-rate = IMA Studio was asked too often: wait a moment.
cli-problem-price_changed = The price changed meanwhile, so nothing was created. Look at the new one with --dry-run.
cli-problem-rule_mismatch = The price list changed meanwhile, so nothing was created. Run it again.
cli-problem-outdated = The price list was out of date (this is not about your points), so nothing was created. Run it again.
cli-problem-price_risen = The price has risen, so it was not sent. Look at it with --dry-run, and allow it with --max-points.
cli-problem-correction = IMA Studio did not accept it as it is, and what may help costs more or needs your yes. Choose other options, or allow more with --max-points.
cli-problem-unlisted = The model is not listed with these options any more, so it was not sent. "ima-tui model" shows what there is.
cli-problem-cap_session = It would go over your cap for one session, so it was not sent. Raise the cap, or choose something cheaper.
cli-problem-cap_day = It would go over your cap for today, so it was not sent. Raise the cap, or try tomorrow.
cli-problem-cap_month = It would go over your cap for this month, so it was not sent. Raise the cap, or choose something cheaper.
cli-problem-store = It could not be written down, so it was not sent. Look at the disk (full, read-only, held by another program?), then run it again.
cli-problem-storage = The storage for uploads did not take a file, so nothing was sent. Run it again in a moment.
cli-problem-disk_full = The disk is full, so not all results are saved. Free some space, then: ima-tui tasks --wait
cli-problem-folder = The results folder can't be written, so not all results are saved. Make it writable, then: ima-tui tasks --wait
cli-problem-day_passed = It was not finished after a day. It was paid for and may still come; to look again: ima-tui tasks --wait. Your records: https://imastudio.com/dashboard (videos: https://www.imastudio.com/ai-creation/text-to-video).
cli-problem-restart = It was on its way when its program ended.
cli-batch-empty = There is no line in it.

## History and spend as commands

cli-help-history = List what ran, newest first, searched and filtered; with --spend say what it cost.
cli-option-history-search = Only tasks whose prompt (where it is kept), model or tags hold these words; #tag for one tag.
cli-option-media = Only of this kind; may stand several times.
cli-option-history-model = Only of the model of this name; may stand several times.
cli-option-since = From this moment on: 2026-11-20, "2026-11-20 10:30", today, yesterday, month, 7d, 3w or 12h ago.
cli-option-until = Up to this moment, written the same way; a day counts to its end.
cli-option-starred = Only those with a star.
cli-option-spend = Say what was spent: by time and by model, with the caps, success and times.
cli-option-by = How --spend adds up over time.
cli-option-format = How it is written: for people, or for programs.
cli-usage-moment = it must be a day such as 2026-11-20, a day and a time such as "2026-11-20 10:30", today, yesterday, month, or how long ago such as 7d, 3w or 12h
cli-nothing-ran = Nothing here ran yet, or nothing fits. Leave out a filter to see more.
cli-nothing-spent = Nothing was spent here.
cli-column-star = ★
cli-column-took = Took
cli-column-tags = Tags
cli-column-day = Day
cli-column-week = Week from
cli-column-month = Month from
cli-column-tasks = Tasks
cli-column-success = Success
cli-column-real = Took (half · 9 in 10)
cli-column-expected = Expected
spend-took = { $median } · { $most }
spend-total =
    { $count ->
        [one] { $points } for 1 task.
       *[other] { $points } for { $count } tasks.
    }
spend-failed = { $points } of that went to failed tasks: the service may have returned them.
spend-deleted = { $points } of that went to tasks whose records were deleted.
spend-cap-session = This session: { $points } of { $limit } ({ $part }), what waits and runs included.
spend-cap-day = Today: { $points } of { $limit } ({ $part }), what waits and runs included.
spend-cap-month = This month: { $points } of { $limit } ({ $part }), what waits and runs included.
spend-cap-session-none = This session: { $points }, no cap.
spend-cap-day-none = Today: { $points }, no cap.
spend-cap-month-none = This month: { $points }, no cap.
## Keeping the key

cli-error-linked_key_file = { $about } is a link to another file, so the key in it is not used. Put the file itself there, or name the file it leads to.
cli-error-open_key_file = Others can read or change { $about }, so the key in it is not used. Run: chmod 600 { $about }
cli-error-foreign_key_file = { $about } belongs to another user, so the key in it is not used. Make a file of your own.
cli-error-keyring_slow = The system keyring did not answer ({ $about }). Unlock it and run this again, or put the key into IMA_API_KEY.
cli-error-keyring_refused = The system keyring can't be used ({ $about }): it may be locked. Unlock it and run this again, or put the key into IMA_API_KEY.
cli-error-empty_key = No key was given, so nothing was kept. Get a key at
cli-error-refused_key = IMA Studio does not accept this key, so it was not kept. Copy it again from
cli-error-demo_key = The demo needs no key.
cli-error-unhidden = What you type can't be hidden here. Pass the key through a pipe instead: ima-tui auth login < FILE
cli-error-unwritable_file = { $path } can't be written. Check who owns it and its folder.
cli-error-unwritten = The addresses of the profile were not written, and the key was not kept. { $why }
cli-error-no_profile = There is no profile { $name }. There are: { $known }. To make it: ima-tui auth login --profile { $name }
cli-usage-profile = "{ $value }" can't be the name of a profile: up to 32 of a-z, 0-9, - and _, a letter or digit first
cli-help-auth = Keep the API key, see where it is, or forget it
cli-help-login = Keep an API key in the system keyring. It is typed unseen, or read from stdin; a new --profile is made
cli-help-status = Say which key is in use and where it is: its last four characters only
cli-help-logout = Forget the key that is kept here; history and results stay
cli-option-base-url = Address of the service for this profile, if not the usual one
cli-option-upload-url = Address for uploads for this profile, if not the usual one
cli-option-test = See whether IMA Studio accepts the key (costs nothing)
auth-ask = API key for the profile "{ $name }" (nothing is shown while you type or paste):
auth-testing = Asking IMA Studio whether it accepts the key…
auth-tested = IMA Studio accepts it.
auth-untested = It could not be tested. { $why }
auth-no-keyring = There is no system keyring here, so the key goes into a file that only you can read: { $path }
auth-kept-keyring = The key { $key } is kept in the system keyring ({ $about }).
auth-kept-own_file = The key { $key } is kept in { $about }
auth-first = But { $source } comes first: that key is used as long as it is there.
auth-profile = Profile { $name }
auth-profile-of = Profile { $name }, of these: { $profiles }
auth-used = { $key }  in use, from { $source }
auth-unused = { $key }  not used, in { $source }
auth-unusable = Not usable, in { $source }: { $why }
auth-gone = The key is forgotten here.
auth-gone-shared = Other IMA tools that took it from the same place have none any more either.
auth-nothing = No key was kept here.
auth-left = There is still a key in { $source }: this program does not remove it.
key-source-key_file = the file { $about }
key-source-environment = the environment ({ $about })
key-source-keyring = the system keyring ({ $about })
key-source-shared_file = the file of other IMA tools { $about }
key-source-own_file = the file { $about }

## Settings: what is wrong with them

setting-mistake = { $path }: { $key } may be { $allowed }; what stands there is not used.
setting-unknown = { $path }: there is no setting { $key }; { $allowed } may be meant. What stands there is not used.
setting-broken = { $path } can't be read: it is no TOML in UTF-8. Nothing in it is used, and it stays as it is until you mend it.
setting-not-value = { $key } may be { $allowed }. It stays as it was.
setting-not-broken = { $path } can't be read as it is, so it was not changed. Mend it first.
setting-not-unwritable = { $path } can't be written. Check who owns it and its folder.

## The settings, one by one

set-section-account = Account
set-section-look = Look
set-section-results = Results
set-section-points = Points
set-section-tasks = Tasks
set-section-notices = Notices
set-section-sharing = Sharing
set-section-service = Service
set-yes = yes
set-no = no
set-none = none
set-at-start = A change counts from the next start on.
set-choice-en = English
set-choice-zh = 中文
set-choice-auto = automatic
set-choice-kitty = kitty
set-choice-sixel = sixel
set-choice-blocks = blocks
set-choice-off = off
set-choice-automatic = automatic
set-choice-ask = ask
set-api-key = API key
set-api-key-help = Who pays. It is tested before it is kept, and shown nowhere but for its last four characters.
set-profile = Profile
set-profile-help = Each profile has its own key, history, settings and results. The demo needs no key and costs nothing.
set-profile-note = ↵ opens it. Type a new name to make one: small letters, digits, - and _.
set-profile-bad = A profile's name has small letters, digits, - and _, at most 32 of them.
set-language = Language
set-language-help = Of every word here, and of the models' labels. IMA_TUI_LANG and --lang count more at the next start.
set-theme = Theme
set-theme-help = The colours. ima-high-contrast is white on black; ima-colour-blind does without red and green; ansi takes your terminal's own. NO_COLOR=1 does without colours.
set-display-calm = Calm
set-display-calm-help = Draws less often and moves nothing: for slow lines. Bars step on every two seconds, and the cursor does not blink.
set-preview-mode = Pictures
set-preview-mode-help = How pictures are drawn in the terminal; automatic goes by the terminal.
set-keys = Keys
set-keys-help = Which key does what. Every action can have another key.
set-keys-usual = the usual ones
set-keys-changed = { $count } changed
set-prompts-keep = Keep prompts
set-prompts-keep-help = Yes: kept on this computer, for search and running again. No: gone once IMA Studio has accepted the task.
set-saving-auto = Save results
set-saving-auto-help = Whether results are saved as soon as they are ready. Switched off, they stay at the service, whose addresses expire, until you fetch them; commands with --save always save. It counts for results that become ready from now on.
set-saving-folder = Save folder
set-saving-folder-help = Where results are saved.
set-saving-folder-allowed = May be: a whole path, /… or ~/…
set-saving-names = File names
set-saving-names-help = How the files of results are named.
set-saving-names-allowed = May be: text with { $fields }
set-saving-descriptions = Descriptions
set-saving-descriptions-help = Whether a small .json with the settings stands beside each result.
set-budget-confirm-above = Ask above
set-budget-confirm-above-help = A run that costs more asks first.
set-budget-confirm-above-allowed = May be: points, 0 to 1,000,000,000
set-budget-session = Most a session
set-budget-session-help = What may be spent from start to end. What would exceed it waits.
set-budget-session-allowed = May be: points; empty for no limit
set-budget-day = Most a day
set-budget-day-help = What may be spent in a day. What would exceed it waits.
set-budget-day-allowed = May be: points; empty for no limit
set-budget-month = Most a month
set-budget-month-help = What may be spent in a month. What would exceed it waits.
set-budget-month-allowed = May be: points; empty for no limit
set-queue-at-once = At once
set-queue-at-once-help = How many tasks of one kind of media run at a time; the others wait in the queue.
set-queue-at-once-allowed = May be: 1 to 32
set-corrections = Corrections
set-corrections-help = What is done when IMA Studio refuses a task and a small change would mend it. It never costs more without a yes.
set-notices-toast = On screen
set-notices-toast-help = A note in the corner when a task ends.
set-notices-bell = Bell
set-notices-bell-help = The terminal's bell when a task ends.
set-notices-desktop = Desktop
set-notices-desktop-help = A notice on the desktop when a task ends while you are elsewhere, where the terminal can.
set-notices-title = Window title
set-notices-title-help = Running tasks in the window's title.
set-preferences-share = Share defaults
set-preferences-share-help = Whether your default models are written for other IMA tools, too (~/.openclaw/memory/ima_prefs.json). They are read in any case.
set-preferences-user = Shared as
set-preferences-user-help = Whose entries count in the shared file. It is never sent.
set-preferences-user-allowed = May be: a name of at most 200 characters
set-service-base-url = Address
set-service-base-url-help = Where IMA Studio is, if not at its usual place. Your key goes there. IMA_BASE_URL counts more.
set-service-base-url-allowed = May be: https://…; empty for the usual one
set-service-upload-url = Upload address
set-service-upload-url-help = Where inputs are uploaded, if not at the usual place. Your key goes there. IMA_UPLOAD_URL counts more.
set-service-upload-url-allowed = May be: https://…; empty for the usual one
key-none = none yet
key-used = { $key }, from { $source }
key-hint = paste it here; it is not shown
key-goes-keyring = It will be kept in the system keyring ({ $name }).
key-goes-file = There is no system keyring here: it will be kept in a file that only you can read, { $path }
key-goes-slow = The system keyring does not answer: it may be locked.
key-refused = IMA Studio does not accept this key. Copy it again from
key-keep-anyway = Press ↵ again to keep it all the same.
keys-title = Keys
keys-note = ↵ then the new key · d the usual key again · / search · esc closes
keys-press = Press the new key for: { $action } (esc: leave it as it is)
keys-changed = { $action } is now on { $key }
keys-usual = { $action } has its usual key again
keys-not-written = The settings could not be written: see the file and the line below the list.
keys-problem-unknown = { $key } is no key that can be used for { $action }.
keys-problem-no_action = There is no action { $action }, so { $key } is not used.
keys-problem-reserved = { $key } is needed for something else and can't be had for { $action }.
keys-problem-typing = { $action } works while you type, so { $key } would be typed. Take one with ctrl, or f1 to f12.
keys-problem-taken = { $key } can't be had for { $action }: it does { $other }. Change that one first.
scope-app = everywhere
scope-list = lists
scope-models = Models
scope-create = Create
scope-inputs = inputs
scope-tasks = Tasks
scope-task = a task
scope-results = results
scope-history = History
scope-compare = Compare
scope-run-on-all = run on all
scope-settings = Settings
scope-welcome = first start
welcome-title = Welcome to IMA TUI
welcome-about = Images, videos, music and speech with IMA Studio. Paste your API key and press ↵: that is all. The rest can wait: it is in Settings ({ KEY("settings") }).
welcome-key = Get one at { $url }
welcome-start = Start  ↵
welcome-demo = Try the demo  { KEY("try-demo") }
welcome-later = Without a key  { KEY("look-around") }
forget-title = Forget everything
forget-why = These files of this profile are deleted when you confirm, and the app ends. A key in the system keyring stays: Settings forgets it.
forget-results = Delete my results, too:
forget-word = forget
forget-type = Type "{ $word }" and press ↵ to delete them for good. esc leaves everything as it is.
forget-not-now = Tasks are under way, here or in another window: nothing can be forgotten before they end. Wait, or take them out first.

## Looking after oneself: paths and doctor

cli-help-paths = List every file that is kept, and what is in it
cli-help-doctor = Check program, terminal, folders, key, service and settings, and say what to do
paths-none = (not there)
paths-others = Of other IMA tools, read where this program has nothing of its own:
paths-keyring = The key itself is in the system keyring, where there is one (ima-api / { $user }).
kept-history = History: tasks, prices, addresses of results, lists of models; prompts only if you keep them
kept-pending = Requests that IMA Studio has not accepted yet, with their prompts; each goes on acceptance
kept-instances = Which windows of this program are open
kept-results = Your results, and a description of the settings beside each
kept-recent = The models and options you ran last, without what you wrote
kept-presets = Your presets, with their prompts
kept-runs = Runs of workflows; one that is not closed holds its prompts
kept-templates = Your own templates of workflows, with their prompts
kept-settings = Your settings
kept-preferences = The models you made your defaults
kept-key = The API key, only where there is no system keyring
kept-cache = Thumbnails; it may be deleted at any time
kept-logs = What happened, by ids and codes, and reports of crashes; each goes after a week
kept-simulator = The demo's own service: its tasks, points and media
kept-shared_key = A key of other IMA tools; never written
kept-shared_preferences = Default models of other IMA tools; written only if you share yours
doctor-asking = Asking IMA Studio…
doctor-good = Everything that is needed works.
doctor-bad = Something needs you: see the lines marked ✗.
doctor-check-program = Program
doctor-check-size = Window
doctor-check-colours = Colours
doctor-check-pictures = Pictures
doctor-check-clipboard = Clipboard
doctor-check-folder_data = Data
doctor-check-folder_results = Results
doctor-check-folder_config = Settings folder
doctor-check-folder_cache = Cache
doctor-check-folder_logs = Logs
doctor-check-history = History
doctor-check-settings = Settings
doctor-check-lists = Model lists
doctor-check-key = Key
doctor-check-service = Service
doctor-check-uploads = Uploads
doctor-check-clock = Clock
doctor-check-access = Access
doctor-program = IMA TUI { $version }, Python { $python }
doctor-size = { $columns } columns, { $rows } rows
doctor-size-next = Make the window at least { $width } by { $height }.
doctor-no-terminal = there is no terminal here, so only commands work
doctor-colours-off = shades of grey, as NO_COLOR asks for
doctor-colours-all = all
doctor-colours-many = 256
doctor-colours-few = 16
doctor-colours-none = none
doctor-colours-next = If your terminal can do more, set TERM=xterm-256color or COLORTERM=truecolor.
doctor-pictures-next = kitty, Ghostty, WezTerm, iTerm2, foot and Konsole draw real pictures, but not inside tmux or screen.
doctor-clipboard = { $program }
doctor-clipboard-terminal = only through the terminal, which may not allow it
doctor-clipboard-next = Install wl-clipboard or xclip; over SSH and in tmux, allow programs to set the clipboard.
doctor-folder = { $path } ({ $free } free)
doctor-unwritable = { $path } can't be written
doctor-unwritable-next = Check who owns { $path }, or name another folder: IMA_TUI_HOME, or saving.folder in the settings for results.
doctor-shared = { $path } can be changed by everybody on this machine
doctor-shared-next = Take that right away: chmod o-w { $path }
doctor-disk-next = There is little room left: videos may not fit.
doctor-no-logs = none are written: { $path } is read-only, or leads elsewhere
doctor-no-history = nothing has run yet
doctor-history = { $count ->
    [one] { $count } task
   *[other] { $count } tasks
 }
doctor-history-bad = the file can't be used
doctor-settings = { $count ->
    [0] everything as it comes
    [one] { $count } set, without mistakes
   *[other] { $count } set, without mistakes
 }
doctor-setting = a mistake at { $key }
doctor-lists = { $count } of them, { $age } old
doctor-unreached-next = This is not the usual address: it comes from { $setting } or the settings. Take it out there to use the real service.
doctor-no-lists = none fetched yet
doctor-lists-next = Fetch them anew: ima-tui models --refresh
doctor-key = { $key } from { $source }
doctor-no-key = there is none that can be used
doctor-demo-key = the demo needs none
doctor-no-service = it can't be asked
doctor-reached = { $address } answers
doctor-unreached = { $address } does not answer
doctor-clock = as that of the service
doctor-clock-fast = { $time } ahead of that of the service
doctor-clock-slow = { $time } behind that of the service
doctor-clock-next = Set the clock of this machine: uploads are signed with the time, and may be refused.
doctor-untested = it could not be seen whether the service takes the key
doctor-no-access = the service did not take the key

## Previews
preview-loading = Looking at the file …
preview-none = Nothing to show yet.
preview-missing = The file is not there any more.
preview-unreadable = This file can't be shown here: it is broken, or of a kind this app does not know.
preview-too_large = This picture is too large to be shown here. It opens with your viewer.
preview-off = Pictures are switched off.
preview-mode-kitty = Pictures are drawn by kitty's protocol.
preview-mode-sixel = Pictures are drawn as sixels.
preview-mode-blocks = Pictures are drawn as blocks.
preview-mode-off = Pictures are switched off.

## Capabilities and model names
capability-audio = with sound
capability-first_frame = first frame
capability-last_frame = last frame
capability-reference = reference pictures
capability-reference_media = reference video and sound
capability-4k = 4K
capability-2k = 2K
capability-1080p = 1080p
capability-720p = 720p
capability-aspect_ratio = aspect ratio
capability-long = 15 s or longer
capability-multi_shot = several shots
capability-fixed_camera = fixed camera
capability-movement = amount of movement
capability-lyrics = your own lyrics
capability-vocals = vocals
capability-instrumental = instrumental
capability-voices = choice of voices
capability-speech_rate = speaking speed
capability-emotion = emotion
capability-negative_prompt = negative prompt
capability-prompt_extend = prompt improvement
capability-seed = repeatable (seed)
capability-several = several results at once
detail-abilities = What it can do
detail-not-together = ( ) can't be chosen together
detail-axes = { $down } ↓ · { $across } →
detail-discount = { $was } { $now }: now { $now }, without the discount { $was }
detail-estimates = ≈ an estimate: the list has no price for it
detail-more-prices = … and { $count } more

## What was read from the prompt

intent-chip-value = { $name } { $value }
intent-chip-also = { $chip }, with { $also }
intent-chip-save = use { $model } from now on
intent-chip-clear = forget my usual model
intent-wish-duration = { $value } s
intent-wish-resolution = { $value }
intent-wish-ratio = { $value }
intent-wish-audio = sound
intent-wish-voice = choice of voice
intent-wish-vocals = switch for vocals
intent-wish-count = { $value } results
intent-wish-speed = speaking speed
intent-wish-loudness = loudness
intent-wish-emotion = emotion
intent-elsewhere = { $model } does not offer this: { $wished }. Instead: { $choices }
intent-nearest = No model here offers { $wished }. What comes nearest: { $choices }
intent-none = No model of this task type offers this: { $wished }.
intent-duration-most = { $wished } s is too long: { $most } s is the most. You can have: { $choices }
intent-resolution-most = No model offers { $wished }: { $most } is the most. You can have: { $choices }
intent-ratio-nearest = No model offers { $wished }: { $most } comes nearest. You can have: { $choices }
intent-count-most = { $model } makes { $most } at once at the most, not { $wished }. Run it several times for more.
intent-music-length = The model decides how long music lasts: Suno makes about 2 minutes, DouBao about 30 seconds.
intent-music-long = Suno makes about 2 minutes of music, DouBao about 30 seconds. For more, make several pieces and join them.
intent-either = { $wished } can't be had together with the rest: on this model one control holds both.
intent-blocked = { $control } can't be had together with { $other }.
intent-which-model = Several models are called so: { $choices }
intent-model-elsewhere = { $model } does not make this ({ $kind }); it is for { $made }.
intent-which-inputs = Two pictures: first and last frame, or pictures to refer to? { $choices }
intent-unusual = Your usual model is { $usual }; for this { $model } is the one recommended.
intent-workflow = This takes several steps (pictures, video, music). { KEY("plan-prompt") } plans them with one price.
intent-reference = Each result is made anew. To keep a character or a style, give an earlier result as reference.

## Workflows: what is wrong with a plan

plan-of-step = Step "{ $step }": { $why }
plan-not_a_plan = This is no plan: it needs a list of steps, [[steps]] in TOML. docs/workflows.md says what stands in one.
plan-newer_schema = This plan was made by a newer version of IMA TUI (schema { $schema }, this version knows { $known }). Update IMA TUI, then open it again.
plan-wrong_type = "{ $key }" can't hold this value. docs/workflows.md says what stands there.
plan-unknown_key = Nothing is called "{ $key }" here. Check its spelling; docs/workflows.md lists all names.
plan-missing_key = "{ $key }" is missing.
plan-no_steps = The plan has no steps. Add at least one [[steps]].
plan-too_many_steps = The plan has { $count } steps; { $most } is the most. Make several plans of it.
plan-too_large = The file of a plan has { $most } MB at the most; this is more.
plan-not_text = The file is not text in UTF-8.
plan-not_toml = The file is not TOML: { $why }
plan-not_json = The file is not JSON.
plan-bad_id = A step's id is small letters, digits, "-" and "_", at most 40 of them, and begins with a letter or a digit.
plan-twice = Two steps have this id. Give each its own.
plan-unknown_task_type = "{ $task_type }" is no task type. It can be: { $known }
plan-missing_model = It names no model. Add "model"; "ima-tui models" lists them.
plan-no_prompt = It has no prompt.
plan-bad_reference = What stands after a dollar sign and a brace is not understood. docs/workflows.md shows how to take something of a step.
plan-itself = It takes something of itself.
plan-unknown_step = There is no step "{ $other }". There are: { $known }
plan-cycle = These steps wait for each other: { $steps }. Take one of the connections away.
plan-bad_take = "{ $take }" can't be taken of a step. It can be: { $known }
plan-no_cover = "{ $other }" makes { $media }, which has no cover: only films have one.
plan-no_duration = "{ $other }" makes { $media }, which has no duration.
plan-no_inputs = { $kind } takes no inputs. Take them away, or choose another task type.
plan-bad_input = An input names either an earlier step, with take "url" or "cover", or an address.
plan-bad_result = "result" counts from 1.
plan-no_such_result = It takes result { $result } of "{ $other }", which gives { $most }. Raise "n" there, or take another result.
plan-bad_role = "{ $role }" is no role here. It can be: { $known }
plan-wrong_media = It takes pictures, but "{ $other }" makes something else ({ $found }).
plan-no_roles = Two pictures: say for each what it is there for, with "role". It can be: { $known }
plan-same_role = Two pictures have the same role. It can be: { $known }
plan-no_list = The models for { $kind } are not known just now. Try again in a moment.
plan-missing_field = Say what "{ $field }" is: --set { $field }=…
plan-unknown_field = The template has no place called "{ $field }".
plan-bad_template_name = A template can't be called "{ $name }": use small letters, digits, "-" and "_", and no name of a built-in one.
plan-no_hash = This is no hash of a plan. "ima-tui workflow show FILE" prints the one to confirm.
plan-plan_changed = The file was changed since it was planned. Look at it with "ima-tui workflow show FILE", then confirm the hash that it prints.
plan-other_hash = This is the hash of another plan. "ima-tui workflow show FILE" prints the one of this plan.
plan-prices_changed = The models or prices of this plan changed: it costs { $points } now. If you agree, confirm { $hash }
plan-dead_input = Nothing is at this address any more: { $address }. Give another one.
plan-running = This plan is running already, here or in another window.
plan-unfinished = Run { $run } of this plan is not finished. Go on with it with --resume, which pays for nothing twice, or begin another with --new.
plan-nothing_to_resume = No unfinished run of this plan is there. Begin one without --resume.
plan-closed = Run { $run } of this plan is closed: nothing of it is left to go on with. Begin another without --resume.

## Workflows: planning

flow-media-image = image
flow-media-video = video
flow-media-music = music
flow-media-speech = speech
ask-media = What shall be made? One or more of: { $choices }
ask-roles = You gave two pictures: are they the first and the last frame, or references for the film? { $choices }
ask-count = Of what do you want several? { $choices }
ask-model = Which model do you mean for { $step }? { $choices }
ask-text = What shall be spoken? Write the text.
note-series = To keep a character the same over several pictures, use the template "character-series".
note-no_list = The models for { $step } are not known just now.
note-first_picture = Only the first of your pictures is used for the image.
note-speech_length = { $model } speaks as long as the text needs: it may be shorter or longer than the film.
note-approximate_length = The length of music can't be set with { $model }: it matches the film only approximately.
template-product-film = Product film
template-product-film-about = A picture of your product, a film that begins with it, and music for the film.
template-character-series = Character series
template-character-series-about = One master picture of a character, then each scene made from it, so that it stays the same.
template-narrated-slides = Narrated slides
template-narrated-slides-about = For each text a picture, and a voice that reads it.
template-music-video = Music video
template-music-video-about = A song, a master picture of who appears, and shots that begin with pictures made from it.
template-first-to-last = From first to last picture
template-first-to-last-about = A clip that goes from one generated picture to another.
template-field-subject = What it is about
template-field-scenes = The scenes, one a line
template-field-texts = The texts to be spoken, one a line
template-field-ending = What the last picture shows

## Workflows: how steps stand

step-waiting = waiting
step-working = working
step-asking = needs you
step-unconfirmed = unconfirmed
step-done = done
step-reused = reused
step-given = given
step-failed = failed
step-blocked = blocked
step-no-result = A step before it did not give what this one takes.
step-gone-input = What it takes of an earlier step is no longer at its address, and its saved file is gone. Name a file for that step with "output" in the plan, or run that step again.
step-reuse-gone = The results that it took over from an earlier run were deleted. It can be made anew at its price, or a file of yours can stand for it.
group-flow =
    { $count ->
        [one] Workflow of { $count } step
       *[other] Workflow of { $count } steps
    }

## Workflows: the commands

cli-help-workflow = Plan several steps, confirm their price once, run them, go on after anything
cli-workflow-plan = Plan from a sentence (SENTENCE with --media) or a template; writes the plan to a file, prints its price and its hash.
cli-workflow-show = Show a plan: its steps, the price of each, the time of the longest path, what is missing, and its hash.
cli-workflow-run = Run exactly the plan that was confirmed; with --resume go on with it, paying for nothing twice.
cli-workflow-list = List the runs, or with --templates the templates.
cli-workflow-export = Copy the results of a run into a folder of their own, with an index.
cli-workflow-close = Close a run that is not to be resumed; its prompts go unless you keep them.
cli-option-flow-media = What shall be made: image, video, music, speech, with commas between.
cli-option-template = A template, by its name or its file.
cli-option-set = What stands at a place of the template: NAME=TEXT; once for each, repeated for several texts.
cli-option-answer = The answer to a question that planning asked: NAME=TEXT.
cli-option-file = Where the plan goes: TOML, or JSON where the name ends so. A file that is there is never replaced.
cli-option-name = What the plan is called.
cli-option-save-template = Keep the plan as a template of this name as well. It holds your prompts.
cli-option-confirm = The hash that "plan" or "show" printed.
cli-option-resume = Go on with the unfinished run of this plan.
cli-option-new = Begin another run though one is unfinished.
cli-option-reuse = Take over from this run what the changes do not touch.
cli-option-export = Copy the results into this new folder, with an index.
cli-option-templates = List the templates.
cli-workflow-request = Plan: { $name }
cli-workflow-step = step
cli-workflow-from = takes from
cli-workflow-total = Total { $points }, { $time } for the longest path
cli-workflow-total-estimate = Total about { $points } (an estimate), { $time } for the longest path
cli-workflow-hash = Hash { $hash }
cli-workflow-written = Written to { $path }. It holds your prompts; only you can read it.
cli-workflow-template-kept = Kept as a template in { $path }. It holds your prompts; only you can read it.
cli-workflow-next = To run it: ima-tui workflow run { $path } --confirm { $hash }
cli-workflow-saves =
    { $count ->
        [one] { $count } of its steps is
       *[other] { $count } of its steps are
    } as in run { $run }. To take that over and run the rest for { $points }: ima-tui workflow run { $path } --reuse { $run } --confirm { $hash }
cli-workflow-run-line = Run { $run }: { $name } · { $state } · { $time }
cli-workflow-none = No workflow ran yet. Begin with: ima-tui workflow plan
cli-workflow-exported =
    { $count ->
        [one] { $count } file in { $path }
       *[other] { $count } files in { $path }
    }
cli-workflow-missing =
    { $count ->
        [one] { $count } result is not on this disk and was left out.
       *[other] { $count } results are not on this disk and were left out.
    }
cli-workflow-closed = Run { $run } is closed.
cli-workflow-begun = Run { $run } · { $points } still to be spent
cli-workflow-left = Run { $run } is not finished. To go on: ima-tui workflow run FILE --confirm { $hash } --resume
cli-workflow-done = Run { $run } is done · { $points }
cli-workflow-state-open = not finished
cli-workflow-state-closed = closed
cli-workflow-state-running = running
cli-workflow-state-elsewhere = running in another window
cli-error-file_there = { $path } is there already and is not replaced. Give another name with --file.
cli-next-of-plan_prices_changed = Look at the new prices with "ima-tui workflow show FILE"; if you agree, run it with the hash that it prints.
cli-error-questions = Something has to be answered first, with --answer NAME=TEXT: { $why }
cli-error-no_template = No template is called { $name }. There are: { $known }
cli-error-no_run = There is no run { $run }. "ima-tui workflow list" lists them.
cli-error-nothing_to_plan = Say what to plan: a sentence with --media, or --template.

## Workflows: the screens

action-go-workflows = Workflows
action-go-workflows-help = Plan several steps from one idea, with one price
action-plan-prompt = plan as a workflow
action-plan-prompt-help = Plan several steps from the prompt
action-plan-written = plan as a workflow
action-plan-written-help = Plan several steps from the prompt
action-new-flow = new
action-new-flow-help = Plan from a sentence, from a template or step by step
action-open-flow = open
action-open-flow-help = Show the plan or run at the cursor
action-remove-flow = remove
action-remove-flow-help = Remove the plan or template at the cursor, or close the run
action-put-back-flow = undo
action-put-back-flow-help = Bring back what was removed last
action-run-plan = run
action-run-plan-help = Confirm exactly this plan at this price, and run it
action-edit-step = edit
action-edit-step-help = Change the model, prompt, values and inputs of the step
action-add-step = add
action-add-step-help = Add a step to the plan
action-remove-step = remove
action-remove-step-help = Remove the step at the cursor
action-step-up = up
action-step-up-help = Move the step before the one above
action-step-down = down
action-step-down-help = Move the step behind the one below
action-undo-step = undo
action-undo-step-help = Take back the last change of the plan
action-save-plan = save
action-save-plan-help = Keep the plan as a file, as a template of your own, or in the list
action-leave-plan = back
action-leave-plan-help = Go back; the plan stays in the list until you leave IMA TUI
action-go-on = go on
action-go-on-help = Go on with the run; what is done is not paid for again
action-settle-step = answer
action-settle-step-help = Answer what a step waits for: a price, a cap, an unconfirmed task
action-replace-output = replace
action-replace-output-help = Use a file or address of your own in place of what the step made
action-change-flow = change
action-change-flow-help = Change the plan; only what the change touches is paid for
action-export-flow = export
action-export-flow-help = Copy all results into one folder with an index
action-close-flow = close
action-close-flow-help = Close the run: it is not resumed any more
page-workflows = Workflows
page-plan = Plan
page-flow-run = Run of a workflow
scope-workflows = Workflows
scope-plan = A plan
scope-flow-run = A run of a workflow
flows-empty =
    Several media from one idea: a picture, a film of it, music for the film.
    You see all steps and the price first; each step is paid for only once.
    Begin with one of these; nothing is sent before you confirm the plan.
flow-new-title = A new workflow
flow-from-sentence = From a sentence
flow-from-sentence-about = Say what you want, and which media
flow-by-hand = Step by step
flow-by-hand-about = Begin with an empty plan
flow-template = template
flow-template-gone = The template { $name } is not there any more.
flow-draft = plan
flow-unnamed = A plan without a name
flow-hand = A plan made step by step
flow-missing = incomplete
flow-drop = remove
flow-delete = delete
flow-dropped = The plan is removed.
flow-deleted = The template { $name } is deleted.
flow-unwritable = { $folder } can't be written. Check its rights and the room on the disk.
flow-sentence-title = Plan from a sentence
flow-sentence-hint = A film of a red fox in the snow with calm music
flow-wanted = What shall be made
flow-own-pictures = Your own pictures, one a line (if you have any)
flow-own-pictures-hint = ~/fox.png or https://…
flow-plan = Plan   ctrl+r
flow-dialog-keys = tab goes on · space ticks · ctrl+r plans · esc leaves. Nothing is sent yet.
flow-no-sentence = Write what you want first.
flow-place-empty = Still empty: { $name }
flow-no-lists = The models are not known yet. Try again in a moment.
flow-answer = Answer
flow-answer-hint = your answer
flow-step-id = Name
flow-empty-plan = The plan has no steps yet. Press { KEY("add-step") } to add one.
flow-step-removed = { $step } is removed.
flow-save-title = How shall the plan be kept?
flow-save-hint = a short name, as in fox-film
flow-total = total { $points }
flow-longest = { $time } for the longest path
flow-also = ← { $steps }
flow-takes = Takes from: { $steps }
flow-inputs = Inputs: { $inputs }
flow-given = Given by you: { $files }
flow-settings = Settings: { $settings }
flow-run = Run · { $points }
flow-run-reusing = Run, taking over { $count } done · { $points }
flow-run-all = Run all anew · { $points }
flow-confirm-title = Run exactly this plan for { $points }?
flow-more-steps = and { $count } more
flow-estimate = An estimate: a step that would cost more than said here asks first.
flow-prices-changed = The models or prices changed since you looked. This is the plan at the prices of now.
flow-saves-less = Less of the earlier run can be taken over now than when you looked.
flow-unfinished-title = This plan is not finished
flow-unfinished = A run of exactly this plan was left. Going on pays for nothing twice.
flow-unfinished-go-on = Go on with it · at most { $points }
flow-of = { $done } of { $count } done
flow-spent = { $spent } of { $points }
flow-price-now = { $step }: { $before } → { $now }
flow-elsewhere = Another window runs this workflow; here you see how far it is.
queue-settings-flow = Nothing is sent while your limits are not clear: { $path }: { $key } may be { $allowed }. Mend it, then press { KEY("go-on") }.
queue-paused-flow = Nothing is sent just now. { $why } Press { KEY("go-on") } to go on.
flow-left = { $time } left
flow-after = after { $steps }
flow-held = was waiting when you left
flow-needs-you = A step needs you: { KEY("settle-step") } answers it.
flow-can-go-on = This run is not finished. { KEY("go-on") } goes on with it; what is done is not paid for again.
flow-closed-no-more = This run is closed. { KEY("change-flow") } changes its plan and runs it again.
flow-goes-on = It goes on by itself.
flow-go-on-title = Go on for at most { $points }?
flow-go-on = Go on · { $points }
flow-agree = Agree to { $points } in all
flow-asks-title = The plan costs more now
flow-no-plan = The plan of this run is not kept: its prompts went when it was closed.
flow-no-file = There is no file { $path }.
flow-replace-title = In place of what { $step } makes
flow-replace = Use it
flow-replace-why = The plan is shown with it before anything is paid; only steps that take from it run again.
flow-replace-hint = ~/own.png or https://…
flow-export-title = Copy all results into one folder
flow-export-why = Into { $folder }, unless you name another.
flow-export = Export
flow-close-title = Close this run?
flow-close = Close
flow-close-not = Only a run that stands still and is not closed can be closed.
flow-close-keeps = It is not resumed any more. Its results and its plan stay.
flow-close-forgets = It is not resumed any more, and its prompts go from this disk. Its results stay.
flow-steps =
    { $count ->
        [one] { $count } step
       *[other] { $count } steps
    }
flow-saves =
    { $count ->
        [one] { $count } step is as it was and is taken over from the run before: that saves { $points }.
       *[other] { $count } steps are as they were and are taken over from the run before: that saves { $points }.
    }
flow-faults =
    { $count ->
        [one] { $count } thing is missing
       *[other] { $count } things are missing
    }
flow-go-on-why =
    { $count ->
        [one] { $count } step is left. What is done is not paid for again; a step that failed is.
       *[other] { $count } steps are left. What is done is not paid for again; a step that failed is.
    }
flow-no-media = Tick what shall be made: the sentence does not say it.

## Workflows: a step as a form

advice-plan = Plan it as a workflow
ask-about = What is it about?
ask-pictures = The sentence begins with pictures of your own. Which? Their files or https addresses, one a line.
flow-no-about = Say also what it is about.
flow-no-pictures = The sentence begins with pictures of your own: name them here, one a line.
flow-sounds-like = Use the template "{ $name }"   ctrl+t
plan-bad_field_name = A place to fill in can't be called "{ $name }": use small letters only, as in subject, and not item, number or open.
plan-field_not_there = The text for "{ $name }" stands in no prompt of the plan. Write it exactly as it stands there.
flow-in-memory = This plan is in memory only, as prompts are not kept: it goes when the program ends. "Save" keeps it.
flow-apart = Another window changed this plan, too. Both are kept: its version stands below this one on Workflows.
flow-not-kept = The plan could not be written to disk: it goes when the program ends. Check the room there.
flow-save-file = As a file
flow-save-file-about = To share it, or to run it with ima-tui workflow run
flow-save-file-why = It is written to { $path } unless you name another file. It holds your prompts.
flow-save-template = As a template of your own
flow-save-template-about = To use it again with other texts
flow-save-list = In the list of plans
flow-save-list-about = It stays there over restarts, with its prompts
flow-save-list-done = The plan stays in the list, with its prompts on this disk, until it is run or removed.
flow-save-name = Its name
flow-save-places = Texts that are asked for each time, one a line
flow-save-places-hint = subject = a brass lamp
flow-save-bad-line = "{ $line }" is no place to fill in. Write it as: subject = a brass lamp
flow-save-keep = Keep   ctrl+r
kept-drafts = Plans of workflows being made, with their prompts
action-open-plan = open a file
action-open-plan-help = Open a plan or a template that is a file
flow-from-file = From a file
flow-from-file-about = A plan or a template that somebody gave you
action-show-run = its workflow
action-show-run-help = Show the run of a workflow that the task is a step of
history-flow-step = Step { $step } of a workflow
history-flow =
    { $count ->
        [one] Workflow "{ $name }" of { $count } step
       *[other] Workflow "{ $name }" of { $count } steps
    }
flow-no-step = This task is no step of a workflow.
flow-run-gone = What was kept of this run is not there any more.
action-double-step = duplicate
action-double-step-help = Add a step like the one at the cursor
flow-step-stays = { $step } stays: it stands below what it takes from, and has no other step beside it there.
action-keep-step = keep
action-keep-step-help = Back to the plan; what is filled in stands there already
action-leave-step = back
action-leave-step-help = Leave the field, then the step; what was typed stays in the plan
action-take-from-step = take from a step
action-take-from-step-help = Take the prompt, the length or a result of another step
action-make-step = make it after all
action-make-step-help = Take back the file or address that stands for what the step makes
flow-step-made = { $step } is made again, and paid for.
flow-step-not-given = Nothing stands for what this step makes.
action-rename-step = rename
action-rename-step-help = Call the step otherwise; others go on taking from it
scope-sheet = Create and steps
scope-step = A step
page-step = A step of a plan
flow-step-needs = After
flow-step-needs-hint = other steps, if any
flow-step-keep = Keep
flow-step-keep-price = Keep · { $points }
flow-step-stand-in = { $why } { $model } stands in for it until you choose another.
flow-take-text = take from a step
flow-take-input = from a step…
flow-take-text-title = Write what of another step?
flow-take-length-title = As long as what?
flow-take-input-title = Which result?
flow-take-nothing = There is nothing to take yet: no other step, and no earlier result of that kind.
flow-take-not = This can't be taken here: no length of it can be set.
flow-take-made = { $model }, result { $number }
flow-taken = { $what }: the nearest that this model offers
source-url = result of { $step }
source-url-more = result { $number } of { $step }
source-cover = first picture of { $step }
source-cover-more = first picture of result { $number } of { $step }
source-duration = length of { $step }
source-duration-more = length of result { $number } of { $step }
source-prompt = prompt of { $step }
source-prompt-more = prompt of { $step }
refused-gone_step = The plan has no step "{ $step }" any more. Take another result.
