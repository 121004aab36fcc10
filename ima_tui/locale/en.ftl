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
line-no_key = no key
line-down = offline
too-small = Please enlarge the window to at least { $width }×{ $height }. Nothing is lost meanwhile.
terminal-encoding = Your locale says this terminal uses { $encoding }, but IMA TUI draws in UTF-8. If lines and symbols look wrong, set LANG=C.UTF-8 and switch the terminal to UTF-8.
points = { $points } pts
as-of = as of { $time }
refreshing = refreshing…

## Numbers and times

duration-seconds = { $seconds } s
duration-minutes = { $minutes } min { $seconds } s
duration-hours = { $hours } h { $minutes } min
duration-days = { $days } d { $hours } h
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
action-go-history-help = See everything you ever ran
action-list-up = up
action-list-down = down
action-list-first = first row
action-list-last = last row
action-list-page-up = page up
action-list-page-down = page down
action-list-select = select
action-use-model = use
action-use-model-help = Open Create with the selected model
action-open-branch = expand
action-open-branch-help = Expand the selected branch
action-close-branch = collapse
action-close-branch-help = Collapse the selected branch
action-search-models = search
action-search-models-help = Search by name, alias, tag or feature, in English or Chinese
action-mark-model = mark
action-mark-model-help = Mark the model for comparison (up to four)
action-compare-models = compare
action-compare-models-help = Compare the marked models side by side, or run one prompt on all of them
action-compare-run = run one prompt on all
action-compare-run-help = Write one prompt for all of these models and see each price
action-compare-use = use
action-compare-use-help = Open Create with the selected model
action-compare-right = next
action-compare-right-help = Go to the next model
action-compare-left = previous
action-compare-left-help = Go to the previous model
action-compare-remove = remove
action-compare-remove-help = Remove the selected model from the comparison
action-compare-leave = back
action-compare-leave-help = Go back to the models and keep the marks
action-run-all = run on all
action-run-all-leave = leave field
action-favourite-model = favourite
action-favourite-model-help = Add the model to your favourites, or remove it
action-prefer-model = my default
action-prefer-model-help = Make this model your default for its task type; press again to clear
action-models-table = table
action-models-table-help = Show the task type as a table, or go back to the tree
action-filter-media = media
action-filter-media-help = Cycle through all, images, videos, music and speech
action-filter-favourites = favourites
action-filter-favourites-help = Show only your favourites, or everything
action-sort-models = sort
action-sort-models-help = Cycle through listed order, price, time and name
action-cheaper-model = cheaper
action-cheaper-model-help = Go to the cheaper model suggested in the detail pane
action-better-model = better
action-better-model-help = Go to the better model suggested in the detail pane
action-model-detail-down = detail down
action-model-detail-down-help = Scroll the detail pane down
action-model-detail-up = detail up
action-model-detail-up-help = Scroll the detail pane up
action-clear-models = back
action-clear-models-help = Clear the search, the filters or the table
action-refresh-models = refresh
action-refresh-models-help = Fetch the latest models and prices
action-run = run
action-run-help = Run the form at the price shown
action-leave-field = leave field
action-leave-field-help = Leave the text field, then go back
action-advanced = advanced
action-advanced-help = Show or hide the advanced options
action-pick-model = model
action-pick-model-help = Find a model by part of its name
action-editor = editor
action-editor-help = Edit the prompt in your own editor
action-apply-chips = apply
action-apply-chips-help = Apply what the prompt asks for
action-presets = presets
action-presets-help = Load a preset, or the options of the last run
action-save-preset = save preset
action-save-preset-help = Save the current form as a preset
action-cheaper = cheaper model
action-cheaper-help = Switch to the suggested cheaper model
action-browse = browse files
action-browse-help = Pick an input file from disk
action-by-line = one prompt per line
action-by-line-help = Treat the text as one prompt, or as one prompt per line
action-remove-input = remove
action-put-back-input = undo
action-input-up = earlier
action-input-down = later
action-new-task = new
action-new-task-help = Create another one
action-search-history = search
action-search-history-help = Search prompts, models and tags
action-filter-history = filter
action-filter-history-help = Filter by kind, state, time, model, cost and stars
action-star = star
action-star-help = Add or remove the star
action-tags = tags
action-tags-help = Edit the tags
action-reuse = reuse
action-reuse-help = Load all of its settings into Create
action-history-view = pictures
action-history-view-help = Switch between pictures and the table
action-show-spend = spend
action-show-spend-help = See what you spent, by time and by model
action-export-history = export
action-export-history-help = Export the tasks shown as CSV or JSON
action-delete-task = delete
action-delete-task-help = Delete the record, its files, or both; you can undo this
action-reveal-file = show file
action-reveal-file-help = Show the file in your file manager
action-fetch-again = download
action-fetch-again-help = Download files that are missing on disk, while the service still has them
action-history-media = media
action-history-media-help = Show only images, videos, music or speech
action-history-kind = state
action-history-kind-help = Show only done, failed, unconfirmed, stopped or unfinished tasks
action-history-time = time
action-history-time-help = Show only today, the last 7 days or this month
action-history-starred = ★ only
action-history-starred-help = Show only starred tasks
action-spend-period = day, week, month
action-spend-period-help = Group the spending by day, week or month
action-tile-left = left
action-tile-left-help = Move one picture to the left
action-tile-right = right
action-tile-right-help = Move one picture to the right
action-open-file = open
action-open-file-help = Open the first saved file
action-settle = settle
action-settle-help = Resolve what the selected task is waiting for
action-take-out = remove
action-take-out-help = Remove it from the queue, or stop watching it
action-queue-up = earlier
action-queue-up-help = Move it up in the queue
action-queue-down = later
action-queue-down-help = Move it down in the queue
action-pause-queue = pause
action-pause-queue-help = Pause the queue, or resume it
action-search-tasks = search
action-search-tasks-help = Search models and prompts
action-filter-state = state
action-filter-state-help = Show only tasks that run, wait, need you, are done or failed
action-filter-state-back = state, backwards
action-filter-state-back-help = Cycle through the states in reverse
action-filter-task-media = media
action-filter-task-media-help = Show only images, videos, music or speech
action-fold-group = fold
action-fold-group-help = Fold the selected group
action-unfold-group = unfold
action-unfold-group-help = Unfold the selected group
action-use-as-input = use as input
action-use-as-input-help = Make something new from this result
action-compare-results = compare
action-compare-results-help = Compare the results of a group side by side
action-save-as = save as
action-save-as-help = Save a copy under another name
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
action-preview-mode-help = Change how pictures are drawn, or turn them off
action-run-again = run again
action-run-again-help = Run it again at the current price
action-instead = alternatives
action-instead-help = Run a smaller or another model instead
action-next-media = next result
action-next-media-help = Show the next result of the task
action-previous-media = previous result
action-previous-media-help = Show the previous result of the task
action-undo = undo
action-undo-help = Undo the last action
action-detail-down = detail down
action-detail-down-help = Scroll the detail pane down
action-detail-up = detail up
action-detail-up-help = Scroll the detail pane up
action-back = back
action-back-help = Leave the search, then the detail pane, then the filter
action-make-usual = make it my default
action-make-usual-help = Make the current model the default for its task type
action-change-setting = change
action-change-setting-help = Change the selected setting
action-next-setting = next value
action-next-setting-help = Switch to the next value
action-previous-setting = previous value
action-previous-setting-help = Switch to the previous value
action-usual-setting = default
action-usual-setting-help = Reset the setting to its default
action-test-key = test key
action-test-key-help = Ask IMA Studio whether it accepts the API key
action-forget-key = forget key
action-forget-key-help = Remove the stored API key from this computer
action-leave-settings = back
action-leave-settings-help = Leave the field, then the settings
action-settings = settings
action-settings-help = API key, language, theme, limits and all other settings
action-welcome = first start
action-welcome-help = Go through the first-start questions again
action-forget-everything = forget everything
action-forget-everything-help = List all files this program keeps, then delete them
action-start-app = start
action-try-demo = try the demo
action-look-around = skip the key
action-help = help
action-help-help = Show the keys of this screen
action-palette = commands
action-put-aside = suspend
action-put-aside-help = Suspend IMA TUI and return to the shell; fg brings it back
put-aside-not = There is no shell to return to here.
action-leave = quit
action-leave-help = Quit; running tasks go on and are picked up at the next start

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
models-hint = Select a task type with { KEY("list-up") } { KEY("list-down") }, expand it with { KEY("open-branch") }. { KEY("use-model") } on a model opens it in Create.
models-still-here = These are the models from the last successful refresh.
models-try-again = Press { KEY("refresh-models") } to try again.
models-search = / name, alias, tag, feature
models-search-brief = / name, tag, feature
models-nothing = No model matches “{ $search }”. Try another word, in English or Chinese; { KEY("clear-models") } clears the search.
models-nothing-filtered = No model matches the filters. { KEY("clear-models") } clears them.
models-no-favourites = No favourites yet. Press { KEY("favourite-model") } on a model to add one; { KEY("clear-models") } goes back.
models-count-of = { $count } of { $total }
models-marked = { $count } of 4 marked
models-new = new
models-gone = no longer listed
models-gone-hint = { $model } is no longer listed and can't be run any more. It cost { $points } points.
models-too-many = You can compare up to four models. Unmark one with { KEY("mark-model") } first.
models-vanished = { $models } is no longer listed and was unmarked.
models-favourite = { $model } is now a favourite.
models-no-favourite = { $model } is no longer a favourite.
models-preferred = { $model } is now your default for { $kind }.
models-preferred-before = { $model } is now your default for { $kind }, instead of { $before }.
models-not-preferred = { $model } is no longer your default for { $kind }; { $now } is used instead.
models-not-saved = This could not be saved ({ $path }) and lasts only until you quit.
models-no-cheaper = No cheaper model is available.
models-no-better = No better model is available.
table-model = Model
table-price = Points
table-time = Time
table-turn = ← → other task types
lists-wait = IMA Studio asked us to slow down. The lists load automatically in { $time }.
models-mark-first = Mark two to four models with { KEY("mark-model") }, then compare them with { KEY("compare-models") }.
compare-heading = { $count } models side by side
compare-kind = Task type
compare-first-price = By default
compare-yours = Yours
compare-tags = Tags
compare-notes = Good to know
compare-more = { $count } more
compare-same = Identical values are dimmed.
run-all-title = One prompt on { $count } models
run-all-keys = { KEY("run-all") } runs · { KEY("run-all-leave") } closes and keeps your text
run-all-inputs = Input media, one file or address per line, for the models that accept any
run-all-queued = on its way
run-all-none = None of these can be run.
run-all-total = Run { $count } · { $points }
run-all-changed = A price has just changed. Check it, then run again.
run-all-done = { $count } tasks are on their way: press { KEY("go-tasks") } to watch them.
run-all-some = { $queued } of { $count } are on their way. The rest was neither sent nor charged and is still here.
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
loading-models = Loading models and prices…
starting-demo = Starting the demo simulator…
starting-live = Connecting to IMA Studio…
detail-time = takes about { $time }
detail-time-yours = takes about { $time } (yours: { $yours })
detail-preferred = ♥ your default
detail-recommended = ★ recommended
detail-favourite = ♡ favourite
detail-new = New since you last looked.
detail-changed = Changed: { $what } { $was } → { $now } { $sign }
detail-cheaper = Cheaper (<)
detail-better = Better (>)
detail-more-models = … and { $count } more: expand it, or search
detail-price = Price (points)
detail-no-price = No price is listed, so it can't be run.
detail-options = Options
detail-inputs = Input media
detail-free-text = any text
inputs-none = none
inputs-exactly =
    { $count ->
        [one] exactly 1
       *[other] exactly { $count }
    }
inputs-range = { $least } to { $most }
inputs-references = Besides or instead of pictures: up to { $videos } videos and { $sounds } sounds
note-results = { $count } results for one price.
note-music-minutes = You can't set the length: a song takes about 2 minutes. For more, make several and join them.
note-music-seconds = You can't set the length: it makes about 30 seconds.
note-no-pitch = You can't set the pitch; choose another voice instead.
note-pictures-only = Only pictures work as input here, despite what the list says.

## Create

create-prompt = Prompt
create-prompt-hint = Describe what you want to see or hear…
create-prompts-by-line = Prompts, one per line
prompt-by-line = one per line
prompt-as-one = as one prompt
prompt-keep = save
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
inputs-of-image_to_image = the picture to change
inputs-of-image_to_video = the video starts with this picture
inputs-of-first_last_frame_to_video = from the first picture to the last
inputs-of-reference_image_to_video = what appears in it; the video does not start with it
inputs-hint = file or https address, ↵ adds it
inputs-browse = Browse… ^f
inputs-full = All places are taken. Remove an input with { KEY("remove-input") } first.
inputs-none-taken = This model takes no input media.
picker-title = Choose a file
picker-hint = type part of a name, or a path
picker-note = ↵ choose · → open folder · ← parent folder · esc cancel
picker-empty = No usable file here; subfolders may have some.
picker-no-access = This folder can't be read: { $folder }
pick-hint = type to search
pick-note = ↑ ↓ move · ↵ choose · esc cancel
pick-nothing = No match.
create-other = The model used there is no longer listed; { $model } replaces it. Check the price.
chips-read = from your prompt: { $words } — { KEY("apply-chips") } applies
advice-history = ({ KEY("apply-chips") } shows History)
reference-how = Select a result, then press { KEY("use-as-input") } to use it as an input. Your prompt stays on Create.
advice-key = ({ KEY("apply-chips") } applies the first)
chips-none = There is nothing in your prompt to apply.
usual-offer = Your usual model is { $usual }. Make { $model } the default? { KEY("leave-field") }, then { $key }
usual-kept = { $model } is now the default for { $kind }.
prefer-not-kept = Your default could not be saved and lasts only until you quit.
cheaper-offer = cheaper: { $model }, { $points } ({ KEY("cheaper") })
cheaper-none = No cheaper model can do the same.
pick-model = Choose a model
pick-model-note = ↑ ↓ move · ↵ choose · esc cancel · ★ recommended · ♥ your default
pick-free = ↑ ↓ move · ↵ choose, or use your own text if nothing matches · esc cancel
editor-none = No editor found. Set EDITOR to the name of yours. Your text is unchanged.
editor-missing = Could not start the editor { $editor }. Check EDITOR. Your text is unchanged.
editor-failed = The editor { $editor } exited with an error. Your text is unchanged.
editor-unreadable = The file saved by { $editor } is not readable text. Your text is unchanged.
editor-terminal = This terminal can't open an editor. Your text is unchanged.
preset-title = Presets
preset-note = ↵ load · esc close · stored in { $folder }
preset-remove = remove
preset-put-back = restore
preset-rename-it = rename
preset-none = No presets yet. { KEY("save-preset") } on Create saves the current form.
preset-last = Options of the last run
preset-save-title = Save as preset
preset-holds = Your prompt and the names of your inputs are saved with it, on this computer only: { $folder }
preset-name-hint = name
preset-save = Save
preset-saved = Saved as "{ $name }". { KEY("presets") } loads it.
preset-removed = "{ $name }" removed. ctrl+z restores it.
preset-replace-title = A preset "{ $name }" already exists
preset-replace = Replace it
preset-rename-title = New name for "{ $name }"
preset-rename = Rename
preset-unwritable = Could not save it. Check { $folder } (disk full, read-only?).
slot-empty = empty
slot-address = a web address; the service downloads it
slot-uploaded = uploaded
slot-seconds = { $seconds } s
slot-megabytes = { $size } MB
slot-removed = Removed. { KEY("put-back-input") } restores it.
role-first_frame = First frame
role-last_frame = Last frame
role-reference = Reference
role-picture = Picture
role-video = Video
role-audio = Sound
create-why-preferred = ♥ your default
create-why-recommended = ★ recommended
create-expected = expected { $time }
create-yours = yours { $time }
create-video-note = Videos take a while: Tasks shows their progress.
create-no-models = No models yet. Wait for the list, or press { KEY("go-models") } to see what is wrong.
create-no-key = No API key yet. Press { KEY("leave-field") }, then { KEY("settings") } to enter yours. Your text is kept.
create-no-service = The service is unavailable. Press { KEY("leave-field") }, then { KEY("go-models") } to see why. Your text is kept.
create-still-starting = Still connecting. Try again in a moment. Your text is kept.
create-gone = { $model } is no longer listed and can't be run. Choose another model. Your text is kept.
create-dropped = Not available on this model, so removed: { $names }
field-count = How many
field-count-help = number of results; you pay for each
help-range = { $least } to { $most }
help-characters = up to { $most } characters
field-empty = optional
field-range = from { $least } to { $most }, optional
field-recommended = ★ recommended: * selects it
field-list = list ▾
field-pick = ▾ { $value }
field-suggested = e.g. { $value } (→ completes)
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
price-estimate = This price is an estimate: the list has no exact price for these options.
queued-batch = { $count } tasks are on their way: press { KEY("leave-field") }, then { KEY("go-tasks") } to watch them.
queued-some = { $queued } of { $count } are on their way. Neither sent nor charged: line { $lines }. { $why } The unsent prompts are still here.
queued-notice = { $model } is on its way: press { KEY("leave-field") }, then { KEY("go-tasks") } to watch it.
not-saved-taken = Not saved: { $name } already exists.
loading = Loading…
still-loading = Still loading. Try again in a moment.
order-taking = Your order is being written to the queue…
nothing-sent = Nothing was sent or charged. Your text is kept.

## Refusals: why something can't be created, and what can be chosen instead

refused-no_price = { $model } has no price, so it can't be run. Choose another model.
refused-no_prompt = Write a prompt first.
refused-many_prompts = One run takes at most { $most } prompts. Split them into several runs.
refused-long_prompt = The prompt has { $count } characters; the limit is { $most }. Shorten it.
refused-short_prompt = The prompt has { $count } characters; it needs at least { $least }.
refused-too_long = { $name }: { $count } characters, the limit is { $most }. Shorten it.
refused-too_short = { $name }: { $count } characters, at least { $least }.
refused-not_a_number = { $name }: "{ $value }" is not a number.
refused-out_of_range = { $name }: { $value } is not between { $least } and { $most }.
refused-conflict = { $name } { $value } can't be combined with { $other } { $held }. Change one of them.
refused-unpriced = { $name } { $value } is not sold with these options. Available: { $choices }
refused-bad_value = { $name } can't be "{ $value }". Choose from: { $choices }
refused-bad_count = { $name } can't be "{ $value }". Choose from: { $choices }
refused-unmapped = This model does not offer { $held }. Change one of them: { $choices }
refused-bad_group = "{ $name }" can't be "{ $value }". Set these instead: { $choices }
refused-twice = "{ $name }" is set twice, under two of its names. Set it once.
count-range = a whole number from { $least } to { $most }
refused-count_twice = The number of results is given twice, with different values. Give it once.
refused-own_parameter = "{ $name }" can't be given as an option; it has its own argument.
refused-unknown_parameter = { $model } has no option "{ $name }". Options: { $choices }
refused-unknown_model = There is no model "{ $model }" here. Available: { $choices }
refused-ambiguous_model = "{ $model }" matches several models: { $choices }
refused-unknown_version = { $model } has no version "{ $version }". Versions: { $choices }
refused-bad_address = Not a valid address: { $input } (it must start with https://)
refused-input_folder = This is a folder, not a file: { $input }
refused-file_name = The name of this file is not valid UTF-8: { $input } (rename it, then choose it again)
refused-no_file = No such file: { $input }
refused-not_image = Not a picture: { $input }. Accepted file types: { $choices }
refused-not_video = Not a video: { $input }. Accepted file types: { $choices }
refused-not_audio = Not a sound file: { $input }. Accepted file types: { $choices }
refused-no_inputs = { $model } takes no input media here. Remove them.
refused-no_video = { $model } takes no video input. Remove it.
refused-no_audio = { $model } takes no audio input. Remove it.
refused-too_many_video = { $model } takes at most { $most } videos.
refused-too_many_audio = { $model } takes at most { $most } sound files.
refused-inputs_exactly =
    { $least ->
        [one] This needs exactly 1 input: an https address or a file.
       *[other] This needs exactly { $least } inputs: https addresses or files.
    }
refused-inputs_range = This needs { $least } to { $most } inputs: https addresses or files.
refused-input_empty = The file is empty: { $input }
refused-input_changed = { $input } has changed since you chose it. Choose it again.
refused-input_no_access = { $input } can't be read. Check its permissions.
refused-unreadable_image = Can't read this as a picture: { $input }. It is damaged or of another type. Accepted: { $choices }
refused-unreadable_video = Can't read this as a video: { $input }. It is damaged or of another type. Accepted: { $choices }
refused-unreadable_audio = Can't read this as a sound: { $input }. It is damaged or of another type. Accepted: { $choices }
refused-input_format = { $input } is a { $found } file; { $model } accepts: { $choices }
refused-input_bytes = { $input } is { $found } MB; the limit is { $most } MB.
refused-input_seconds = { $input } lasts { $found } s; it must be { $least } to { $most } s long.
refused-input_side = { $input } is { $found } pixels; each side must be { $least } to { $most }.
refused-input_ratio = { $input } has an aspect ratio (width to height) of { $found }; it must be { $least } to { $most }.
refused-input_pixels = { $input } has { $found } pixels in total; it must have { $least } to { $most }.
refused-input_fps = { $input } has { $found } frames per second; it must have { $least } to { $most }.
refused-inputs_bytes = The inputs add up to { $found } MB; the limit is { $most } MB.
refused-inputs_seconds_video = The videos add up to { $found } s; the limit is { $most } s.
refused-inputs_seconds_audio = The sounds add up to { $found } s; the limit is { $most } s.
refused-not_public = This address points to a private network, so it was not opened: { $input }. Use a public https address, or the file itself.
refused-not_there = Nothing was found at this address: { $input }
refused-not_stored = The upload storage rejected this file: { $input }
refused-not_verified = The service rejected { $input }: { $message }

## Options a model takes beyond its own list

extra-model = Version
help-of-model = which version of the model to use
extra-lyrics = Lyrics
help-of-lyrics = the words to sing; if empty, the model writes them
extra-audio_params-emotion = Emotion
help-of-audio_params-emotion = the tone of voice; only some voices support it
extra-audio_params-speech_rate = Speed
help-of-audio_params-speech_rate = 0 is normal, 100 about twice as fast
extra-audio_params-loudness_rate = Loudness
help-of-audio_params-loudness_rate = 0 is normal
extra-additions-explicit_language = Language
help-of-additions-explicit_language = e.g. crosslingual, for texts in several languages
extra-additions-context_texts = Context
help-of-additions-context_texts = what was said before, one text per line

## Voices

voice-female = female
voice-male = male
voice-general = general
voice-mature = mature
voice-knowing = savvy
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
tasks-empty = Nothing is running. Press { KEY("go-create") }, write a sentence, then { KEY("run") }. Past tasks are under { KEY("go-history") }.
tasks-none-shown = No task matches. Press { KEY("back") } to see all of them.
search-tasks-hint = model or prompt; @name of a step or workflow; enter goes to the list, esc leaves
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
group-hint = { KEY("list-select") } folds it, { KEY("take-out") } removes what is still waiting, { KEY("compare-results") } shows the results side by side.
remark-elsewhere = watched by another window
remark-almost = almost there… { $elapsed }
remark-elapsed = { $elapsed } of { $expected }
remark-slower = slower than usual · { $elapsed }
remark-files =
    { $count ->
        [one] 1 file
       *[other] { $count } files
    }
remark-at-service =
    { $count ->
        [one] 1 not saved
       *[other] { $count } not saved
    }
remark-queued = waiting for a free slot
remark-uploading = { $done } of { $total }
remark-verifying = { $done } of { $total } inputs checked
remark-standing = the queue is paused
prompt-not-kept = (the prompt was not kept)
prompt-kept = (the prompt is kept until the task is settled)
queue-settings = Nothing is sent until this limit is fixed in { $path }: { $key } may be { $allowed }. Then press { KEY("pause-queue") }.
queue-paused = The queue is paused. { $why } Press { KEY("pause-queue") } to resume.
queue-held =
    { $count ->
        [one] 1 task was still waiting when you last quit. Press { KEY("pause-queue") } to send it.
       *[other] { $count } tasks were still waiting when you last quit. Press { KEY("pause-queue") } to send them.
    }
media-number = { $number } of { $total }
media-saving = being saved…
media-at-service = not saved, only at the service
media-processing = in progress
media-failed = failed
media-deleted = deleted by the service
open-nothing = No file has been saved yet.
open-at-service = This result is only at the service. Save it first ({ KEY("save-as") }).
left-at-service = Not saved: the results are only at the service, and their addresses expire. Save the current one ({ KEY("save-as") }) or download all ({ KEY("fetch-again") }).
open-failed = No viewer is available to open it. The file is { $path }
undone = Undone.
undo-hint = { KEY("undo") } undoes this.
undo-nothing = There is nothing to undo.
again-title = Run it again
again-prompt-hint = the prompt (it was not kept)
again-gone = { $model } is no longer sold. Press { KEY("instead") } for alternatives.
again-inputs = Its inputs were not kept. Add them again and run it from here.
again-dropped = The model no longer takes { $names } as before. Check the form.
instead-title = Run an alternative
instead-queued = The waiting task is removed from the queue.
instead-unconfirmed = The first task stays: it may have been charged too.
instead-why = Same prompt and, where possible, the same settings. Selecting one runs it at its price.
instead-nothing = There is no alternative.
offer = { $name } · { $points } · { $time }
offer-dropped = without { $names }
input-title = What do you want to make from it?
input-nothing = There is no result to use yet.
input-no-model = No model accepts this as input.
compare-nothing = This task is not part of a group.
comparison-title = { $count } results
comparison-shown = { $first }–{ $last }
save-as-title = Save as
save-as-save = Save
save-as-replace = Replace the existing file
save-as-hint = → completes a folder, esc cancels.
saved-as = Saved: { $path }
copy-missing = The file no longer exists.
copy-taken = A file of that name already exists. Choose another name, or replace it.
copy-same = That is the same file. Choose another name.
copy-no_folder = No such folder. Check the spelling.
copy-folder = Can't write there. Choose another place.
copy-disk_full = The disk is full. Free some space, or choose another place.
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
play-nothing = There is nothing to play yet.
play-missing = The file no longer exists.
play-no_player = No player found. Install mpv, or open the file with { KEY("open-file") }.
play-failed = { $program } could not play it. Open the file with { KEY("open-file") }.
link-nothing = There is no link to copy yet.
link-copied = Link copied.
link-sent-title = Sent to the terminal
link-sent = If pasting does not work, your terminal does not allow it: copy the address from here.

## Timelines

event-queued = queued, { $points } pts
event-sent = sent, { $points } pts
event-accepted = accepted
event-accepted-until = accepted · IMA Studio's own deadline: { $until }
event-not_sent = not sent: { $problem }. Retrying.
event-refused = rejected: { $problem }. It stays in the queue.
event-unconfirmed = { $problem }: it may have been charged
event-ready = { $ready } of { $total } ready
event-ready_in_part = { $ready } of { $total } ready, { $failed } failed: { $problem }
event-saved = saved { $name }
event-not_saved = not saved yet: { $problem }
event-failed = failed: { $problem }
event-taking_long = taking longer than usual; still running
event-held = still in the queue when you quit
event-waits = waiting for you: { $problem }
event-corrected_list = price list refreshed
event-corrected_rule = price updated: { $points } pts
event-corrected_completed = missing option added: { $parameter } { $after }
event-corrected_notch = one step down: { $parameter } { $before } → { $after }, { $points } pts
event-price_new = price changed: { $before } → { $after } pts
event-agreed = you agreed to { $points } pts
event-taken_out = removed from the queue; nothing was charged
event-put_back = put back in the queue
event-taken_back = undone: it is still unclear whether the first one was created
event-not_sent_again = not resent: { $problem }; it is still unclear whether the first one was created
event-attached = you gave its id: now being watched
event-not_created = you confirmed it was not created
event-sent_again = you chose to send it again, though it may charge twice
event-unknown_task = IMA Studio does not know this task; checking from time to time
event-day_passed = not finished after a day; no longer checked
event-watched_again = watching again
event-stopped = no longer watched
event-status = IMA Studio says: { $status }

## History

history-totals =
    { $count ->
        [0] No tasks
        [one] 1 task · { $points }
       *[other] { $count } tasks · { $points }
    }
history-empty = Nothing here yet. Press { KEY("go-create") }, write a sentence, then { KEY("run") }.
search-history-hint = words in prompts, models and tags; #tag for one tag; @name of a step or workflow; esc leaves
history-nothing = Nothing matches. Press { KEY("back") } to show everything again.
history-no-prompts = Prompts are not kept, so their words can't be found; to keep them, press { KEY("settings") }.
history-starred = ★ only
history-kind-all = all states
history-kind-done = done
history-kind-failed = failed
history-kind-unconfirmed = unconfirmed
history-kind-stopped = stopped
history-kind-open = unfinished
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
history-filter-title = Filter
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
history-starred-only = starred only
history-filter-apply = Show
history-filter-clear = Show everything
history-filter-leave = enter in a field applies · esc cancels
history-wrong-day = Not a valid day. Write it like 2026-11-20, yesterday or 7d.
history-wrong-points = Not a valid number of points.
history-made-from = Made from: { $names }
history-used-in = Used in: { $names }
history-missing =
    { $count ->
        [one] 1 file is missing: { $path } was moved or deleted.
       *[other] { $count } files are missing: { $path } and others were moved or deleted.
    }
fetch-begun = Downloading missing files…
fetch-gone = The service no longer has the file, so it can't be downloaded again.
fetch-in-use = The file is already being downloaded.
fetched =
    { $count ->
        [one] 1 file saved: { $path }
       *[other] { $count } files saved: { $path } and others.
    }
fetched-none = No file is missing.
tags-title = Tags
tags-note = Separate tags with commas. Search for one with #tag.
tags-save = Save
reuse-no-prompt = The prompt was not kept, so write it again. All other settings are restored.
delete-not-ended = It is not finished, so it can't be deleted. Resolve it in Tasks ({ KEY("go-tasks") }), or stop watching it there.
delete-just-ended = It has just ended, and its results are looked for once more. Delete it in a few seconds.
delete-title = Delete?
delete-note = You can undo this for ten minutes ({ KEY("undo") }). The points still count as spent.
delete-both =
    { $count ->
        [one] The record and its 1 file
       *[other] The record and its { $count } files
    }
delete-record = Only the record; keep the files
delete-files =
    { $count ->
        [one] Only its 1 file; keep the record
       *[other] Only its { $count } files; keep the record
    }
deleted-both = Record and files deleted. { KEY("undo") } restores them.
deleted-record = Record deleted, files kept. { KEY("undo") } restores it.
deleted-files = Files deleted. { KEY("undo") } restores them.
delete-left =
    { $count ->
        [one] 1 file was left alone: { $path } can't be moved, or has changed since.
       *[other] { $count } files were left alone: { $path } and others can't be moved, or have changed since.
    }
export-title =
    { $count ->
        [one] Export 1 task
       *[other] Export { $count } tasks
    }
export-note = The tasks shown are written to this file, readable only by you.
export-json = JSON
export-csv = CSV
export-nothing = There is nothing to export.
export-there-title = Replace it?
export-there = { $path } already exists.
export-replace = Replace it
export-other = Choose another name
exported =
    { $count ->
        [one] 1 task exported to { $path }
       *[other] { $count } tasks exported to { $path }
    }
export-failed-read-only = Can't write { $path }: the folder is read-only. Choose another one.
export-failed-no-folder = No such folder: { $path }. Choose an existing one.
export-failed-is-folder = { $path } is a folder. Add a file name.
export-failed-full = The disk is full: { $path } was not written.
export-failed-bad-name = { $path } is not a valid file name. Choose another one.
export-failed-other = Can't write { $path }. Choose another file.
spend-reading = Adding up…
spend-title = Points
spend-by-day = by day
spend-by-week = by week
spend-by-month = by month
spend-day = { $month }/{ $day }
spend-empty = Nothing spent yet.
spend-column-model = Model
spend-column-points = Points
spend-column-success = Success
spend-column-real = Took (median · 90 %)
spend-column-listed = Expected

## Dialogs

leave-hint = Press { KEY("leave") } to quit (esc first, while writing).
leave-title = Quit?
leave-title-to = Switch to { $profile }?
leave-to = They belong to this profile: open it again to see them and to save their results.
leave-yes-to = Switch (q)
leave-running =
    { $count ->
        [one] 1 task keeps running and is picked up at the next start.
       *[other] { $count } tasks keep running and are picked up at the next start.
    }
leave-sending = A task is being sent. Quitting waits for the answer, so that nothing stays unclear.
leave-waiting =
    { $count ->
        [one] 1 task is waiting and stays in the queue; it has not been charged.
       *[other] { $count } tasks are waiting and stay in the queue; they have not been charged.
    }
leaving-title = Waiting for an answer…
leaving-why = Without it, it is unclear whether the task was created and charged, and you would have to check yourself. Press q to quit anyway.
leave-yes = Quit (q)
leave-no = Stay (esc)
help-title = Keys on { $page }
help-everywhere = Everywhere
palette-hint = Search commands…
palette-nothing = No command has this name. Try another word.
help-on-inputs = Inputs
help-on-list = List
help-on-focus = Focused part
help-on-field = Type freely; esc leaves the field, tab moves on. Single-letter keys work outside of it.
help-on-choices = ← → choose, ↑ ↓ move on; * picks the recommended one.
help-links = Links
help-link-key = API keys
help-link-points = Points and subscription
help-page-keys = Keys
help-page-words = Words
help-page-privacy = Privacy
help-page-guides = Guides
help-guides-some = esc closes this; come back to this page for the list of guides in { $folder }
help-guides-none = No IMA Studio guides are installed. If the skill ima-knowledge-ai is installed in { $folder }, they are listed here.
help-close = ← → turn pages, esc closes. Click a key to run it. ctrl+p finds every command by name.
word-task-type = Task type
word-task-type-means = What is made from what: text to image, image to video, text to music and so on. Each has its own models.
word-version = Model and version
word-version-means = Each version of a model has its own options and prices. The newest is used unless you choose another.
word-points = Points
word-points-means = What IMA Studio charges. The Run button shows the price of a task before you run it.
word-unconfirmed = Unconfirmed
word-unconfirmed-means = A request was sent but no answer came, so it may have been charged. It is never resent automatically; { KEY("settle") } on Tasks lets you resolve it.
word-correction = Correction
word-correction-means = A small change after a rejection, such as the next smaller size. It appears in the task's timeline and never costs more without your approval.
word-caps = Caps
word-caps-means = The most you want to spend in a session, a day or a month. Anything beyond waits. Set them in Settings ({ KEY("settings") }).
word-group = Group
word-group-means = Tasks ordered together: several prompts, or one prompt on several models. { KEY("compare-results") } on Tasks shows their results side by side.
word-workflow = Workflow
word-workflow-means = Several tasks that build on each other, planned first: a step can use the prompt, length or result of another. You approve the whole plan once, at its price. Independent steps run at the same time, and an interrupted run resumes without paying twice.
word-seed = Seed
word-seed-means = The starting number for randomness: with the same seed and options, some models give the same result again.
privacy-goes = What goes where
privacy-goes-is = Prompts, options and your key go to api.imastudio.com. Before an upload, your key and the file type go to imapi.liveme.com, where the key is part of the request address. Files go to the storage that it names; results, and addresses you give as inputs, are requested where they are: all without the key. Nothing else is sent, and no usage data.
privacy-key = Your key
privacy-key-is = It is stored in the system keyring, or in a file only you can read. It is never shown in full, logged, or passed on a command line.
privacy-prompts = Your prompts
privacy-prompts-is = On disk only until IMA Studio has accepted the task, unless you turn on "Keep prompts" (Settings). Presets, templates, plan files and unfinished workflows keep theirs.
privacy-files = What is kept, and how long
privacy-files-is = History and results until you delete them, logs for a week (ids and codes only). "ima-tui paths" lists every file; "forget everything" (ctrl+p) deletes them.
privacy-check = Check it yourself
privacy-check-is = SECURITY.md explains how to watch what is sent and search what is stored.
privacy-rotate = Changing your key
privacy-rotate-is = Create a new one at https://www.imaclaw.ai/imaclaw/apikey, enter it in Settings ({ KEY("settings") }), then revoke the old one on the same page.

## Settling: what only the user can

ask-leave = esc changes nothing.
settle-title = This needs you
settle-now-costs = It would now cost { $points }.
settle-turned-up = Is it in your records after all? Then enter its id: its results are saved like any others.
settle-id-hint = the task's id from your records
settle-nothing = This task needs nothing from you.
settle-not_asked = It is no longer waiting for anything.
settle-being_sent = It is being sent, so it is too late to remove it.
settle-never_accepted = It was never accepted, so there is nothing to watch.
settle-unknown_id = IMA Studio knows no task with this id. Copy it again from your records.
settle-held_id = This id belongs to another task in your history.
settle-not_here = Another IMA TUI window watches this task. Resolve it there.
settle-other_state = Its state has changed meanwhile.
settle-lost_request = The request is no longer on disk. Run it again from Create.
way-agree = Send it at this price
way-try_again = Try again
way-take_out = Remove it: nothing is charged
way-attach = It was created: use the id above
way-not_created = It was not created
way-send_again = Send it again: this may charge twice
way-watch_again = Check it again
link-stop = stop watching
way-stop = Stop watching it
taken-out =
    { $count ->
        [one] 1 task removed from the queue; nothing was charged.
       *[other] { $count } tasks removed from the queue; nothing was charged.
    }
taken-out-not =
    { $count ->
        [one] { $count } other is already being sent, or has changed state.
       *[other] { $count } others are already being sent, or have changed state.
    }
taken-back = Not resent. It is still unclear whether the first one was created: { KEY("settle") } resolves it.
stopped-watching = No longer watched. The task goes on at IMA Studio and stays charged; { KEY("settle") } checks it again.
take-out-nothing = Only waiting or running tasks can be removed.
confirm-title = Run this for { $points }?
confirm-above = That is above { $limit }, the limit for asking first.
confirm-repeat = You ran exactly this a moment ago. Running it again is charged again.
confirm-run = Run it
over-session = This would exceed your session cap: { $spent } of { $limit } spent or reserved.
over-day = This would exceed your daily cap: { $spent } of { $limit } spent or reserved.
over-month = This would exceed your monthly cap: { $spent } of { $limit } spent or reserved.

## What can go wrong: a few words for a row

brief-key = the key was refused
brief-points = not enough points
brief-subscription = needs a subscription
brief-price_changed = the price has changed
brief-no_rule = these options have no price
brief-rule_mismatch = the price list has changed
brief-heavy = too much for the model
brief-bad_request = request not understood
brief-bad_value = an option was rejected
brief-outdated = the price list has changed
brief-too_small = the size is too small
brief-moderation = rejected by content review
brief-lyrics = the lyrics were rejected
brief-prompt_length = the prompt is too short or too long
brief-text_length = the text is too long
brief-rate = too many requests
brief-unavailable = the model is not available
brief-connection = no connection
brief-no_answer = no answer came
brief-not_the_service = no answer came
brief-refused = rejected
brief-storage = file not uploaded
brief-generation = generation failed
brief-restart = interrupted
brief-paused = paused by you
brief-disk_full = the disk is full
brief-folder = can't write to the folder
brief-gone = the file is gone
brief-incomplete = the file arrived incomplete
brief-wrong_kind = not a media file
brief-store = could not be stored
brief-lost_request = the request was lost
brief-price_risen = the price has risen
brief-correction = a change is suggested
brief-unlisted = not sold with these options
brief-cap_session = over the session cap
brief-cap_day = over the daily cap
brief-cap_month = over the monthly cap
brief-inputs = an input can't be used
brief-not_created = was not created
brief-unknown_task = IMA Studio can't find it right now
brief-day_passed = not finished after a day

## What can go wrong: what happened, why, what to do next

problem-key = The API key is invalid or was revoked. Get a new one and start again with it:
problem-points = You don't have enough points. Buy some, or choose a cheaper model:
problem-subscription = This model needs a subscription. Subscribe, or choose another model:
problem-price_changed = The price has changed, so nothing was sent. Press { KEY("go-models") } and { KEY("refresh-models") } for the new prices, then run it again.
problem-no_rule = There is no price for these options. Choose others and run it again.
problem-rule_mismatch = The price list has changed. Press { KEY("go-models") } and { KEY("refresh-models") } to refresh it, then run it again.
problem-heavy = This is too demanding for the model right now. Try a smaller size, a shorter duration, or another model.
problem-bad_request = The service could not read the request. Change the options slightly and run it again.
problem-bad_value = The model does not accept one of the options. Choose another value and run it again.
problem-outdated = The price list was out of date (this is not about your points), so nothing was created. It has been refreshed: run it again.
problem-too_small = The size is below what this model supports. Choose a larger one.
problem-moderation = Content review rejected the prompt. Reword it and run it again.
problem-lyrics = The model can't use these lyrics. Simplify them, or let the model write them, and run it again.
problem-prompt_length = The prompt is too short or too long for this model; for music, 20 to 100 characters work well. Change its length and run it again.
problem-text_length = The text is too long for this model. Shorten it, or split it, and run it again.
problem-rate = Too many requests at once. It continues automatically in a moment.
problem-unavailable = This model is not available right now. Try another one, or try later.
problem-connection = Can't reach IMA Studio. Check the network; queued tasks continue automatically.
problem-no_answer = IMA Studio did not answer; the network may be unstable.
problem-not_the_service = The reply does not look like IMA Studio's, or the service is having trouble right now.
problem-refused = The service rejected this. Try again later, or use another model.
reference-number = Reference: { $number }. If it happens again, quote this to IMA Studio.
problem-storage = The upload storage did not take a file. Retrying automatically.
problem-generation = Generation failed this time. Try another model, or reword the prompt.
partial-lost = { $failed } of { $total } failed: { $problem }. The others are kept; for more, run it again.
problem-restart = The program ended while this was in progress.
problem-paused = You paused the queue: nothing more is sent until you resume. Running tasks go on.
problem-disk_full = The disk is full. Free some space; saving then continues automatically.
problem-folder = Can't write to the results folder. Make it writable; saving then continues automatically.
problem-gone = The file is no longer at its address. Asking for a new address.
problem-incomplete = The file arrived incomplete. Downloading it again.
problem-wrong_kind = The file received is not a picture, video or sound. Asking for it again.
problem-store = It could not be stored on disk, so nothing more is sent. Check the disk (full, read-only, locked by another program?), then press { KEY("pause-queue") }.
problem-lost_request = The request was no longer on disk, so it could not be sent. Nothing was charged; run it again.
problem-price_risen = The price has gone up since you ran it, so it was not sent. Accept the new price, or remove it.
problem-correction = IMA Studio rejected it as it is. A small change may help: accept it, or remove the task.
problem-unlisted = The model is no longer sold with these options, so it was not sent. Try again, or remove it.
problem-cap_session = It would exceed your session cap, so it was not sent. Raise the cap and try again, or remove it.
problem-cap_day = It would exceed your daily cap, so it was not sent. Try again tomorrow, raise the cap, or remove it.
problem-cap_month = It would exceed your monthly cap, so it was not sent. Raise the cap and try again, or remove it.
problem-inputs = An input can't be used, so nothing was sent. The timeline shows which one and why.
problem-not_created = You confirmed it was not created: nothing was charged.
problem-unknown_task = IMA Studio says it does not know this task. You paid for it, so it is checked from time to time. If you have changed your API key since, use the one it was made with. Your records: https://imastudio.com/dashboard (videos: https://www.imastudio.com/ai-creation/text-to-video).
problem-day_passed = It did not finish within a day, so it is no longer checked automatically. You paid for it and it may still come: check again, or stop watching it. Your records: https://imastudio.com/dashboard (videos: https://www.imastudio.com/ai-creation/text-to-video).
next-unconfirmed = It may have been charged, so it is not resent automatically. Check your records before you run it again: https://imastudio.com/dashboard

## Starting

start-no_key = No API key. Press { KEY("settings") } to enter yours, or store it with "ima-tui auth login{ $about }" (get one at https://www.imaclaw.ai/imaclaw/apikey), set IMA_API_KEY, or start with --api-key-file FILE. To look around without a key: ima-tui demo
start-bad_key = The API key contains invalid characters. Copy it again from https://www.imaclaw.ai/imaclaw/apikey and restart.
start-bad_key_file = There is no API key in { $about }. The file must contain one key and nothing else. Fix it, then restart.
start-unreadable_key_file = Can't read the key file { $about }. Check its permissions, then restart.
start-linked_key_file = { $about } is a link to another file, so its key is not used. Put the file itself there, then restart.
start-open_key_file = Others can read or change { $about }, so its key is not used. Run: chmod 600 { $about } — then restart.
start-foreign_key_file = { $about } belongs to another user, so its key is not used. Make a file of your own, then restart.
start-keyring_slow = The system keyring did not answer. Unlock it, then restart; or set IMA_API_KEY.
start-keyring_refused = The system keyring did not give the key; it may be locked. Unlock it, then restart; or set IMA_API_KEY.
start-simulator = The demo simulator could not start. Quit and try "ima-tui demo" again; its log is in { $about }
start-wrong_service = { $host } does not respond like IMA Studio. Check IMA_BASE_URL, or unset it to use the real service.
start-address_malformed = { $about } is not a valid address. Write it like https://api.imastudio.com, or unset it, and restart.
start-address_insecure = { $about } is a plain http address: your key would be sent unencrypted. Use https, or unset it, and restart.
crashed-why = IMA TUI had to stop because of a bug. Nothing is lost: tasks go on and are picked up at the next start.
crashed = Please restart it.
crashed-report = A crash report, without any of your content, is in { $path }
start-unreachable_host = Can't reach { $host }. Check the network and IMA_BASE_URL, or unset it to use the real service.
start-bad_setting = { $about } Nothing is sent until your limits are valid.
start-store_newer = The history was written by a newer version of IMA TUI. Update the program; the file is unchanged: { $about }
start-store_damaged = The history file is damaged. Move it away to start with an empty one; it is unchanged: { $about }
start-store_locked = Another program is using the history file. Close it and restart: { $about }
start-store_full = The disk is full. Free some space and try again ({ $about }).
start-store_unusable = Can't open or write { $about }. Check who owns it, then restart.
start-store_conflict = The history contains a duplicate entry: { $about }.
start-store_text = The name of this folder is not valid UTF-8: { $about }. Use another folder, then restart.

## Commands

cli-about =
    A terminal client for IMA Studio: images, videos, music and speech.

    Without a command, the app opens. It asks for your API key at the first start; to look around without one, run "ima-tui demo".
cli-demo = Open the app on a built-in simulator: no key, no network, and a folder of its own.
cli-simulate = Run only the simulator; the first line printed is its base URL.
cli-models = List the models of one task type or of all, with prices, expected times and features.
cli-model = Show one model: its options, input media, prices and alternatives.
cli-create = Create something: check it, show its price, send it; with --wait, get the results.
cli-batch = Create many things, one JSON object per line of FILE ("-" reads standard input), and wait for all of them.
cli-heading-usage = Usage:
cli-heading-options = Options
cli-heading-commands = Commands
cli-option-help = Show this help.
cli-option-version = Show the version.
cli-option-profile = The profile to use: live (the real service), demo (the simulator, no key needed) or one of your own.
cli-option-lang = Language of all texts.
cli-option-key-file = A file that contains the API key and nothing else.
cli-option-speed = How many times faster than in reality tasks finish.
cli-option-host = Address to listen on.
cli-option-port = Port to listen on; 0 picks a free one.
cli-option-seed = Makes times and media reproducible.
cli-option-catalog = A folder with product lists (products_<task type>.json) to serve instead.
cli-option-faults = A file of faults to simulate; see docs/simulator.md.
cli-option-json = Print JSON for scripts.
cli-option-search = Only models whose name, alias, tag or feature contains these words.
cli-option-refresh = Always fetch the lists; never use cached ones.
cli-option-task-type = text_to_image, image_to_image, text_to_video, image_to_video, first_last_frame_to_video, reference_image_to_video, text_to_music or text_to_speech.
cli-option-model = The model: an id, a name or an alias; without it, your default or the recommended one.
cli-option-model-version = One version of the model.
cli-option-prompt = What you want to see or hear; "-" reads it from standard input.
cli-option-param = An option of the model and its value; repeatable.
cli-option-input = A picture to start from: a file or an https address; repeatable.
cli-option-ref-video = A reference video, where the model allows one; repeatable.
cli-option-ref-audio = A reference sound, where the model allows one; repeatable.
cli-option-count = Number of results; you pay for each.
cli-option-wait = Wait until the results are ready.
cli-option-save = Wait, and save the results in this folder.
cli-option-max-points = Refuse to spend more than this many points in total.
cli-option-yes = Accept the price shown without asking.
cli-option-dry-run = Only check it and show the price; send nothing.
cli-option-concurrency = How many tasks of one media type run at the same time.
cli-usage-no-option = No such option: { $name }.
cli-usage-no-option-but = No such option: { $name }. Did you mean { $known }?
cli-usage-no-command = No such command: { $name }. Commands: { $known }.
cli-usage-flag = { $name } takes no value.
cli-usage-no-value = { $name } needs a value.
cli-usage-missing = { $name } is missing.
cli-usage-bad-value = { $name }: { $reason }.
cli-usage-extra = Unexpected: { $words }.
cli-usage-number = it must be a number from { $least } to { $most }
cli-usage-whole = it must be a whole number from { $least } to { $most }
cli-usage-whole-from = it must be a whole number from { $least }
cli-usage-choice = "{ $value }" is not one of { $known }
cli-usage-param = write it as NAME=VALUE, not as { $given }
cli-usage-control = it contains a control character ({ $code }). Remove it.
cli-usage-param-twice = { $name } is given twice
cli-usage-word = { $word } is not valid UTF-8.
cli-usage-text = it is not valid UTF-8
cli-error-usage = { $what } Try "{ $command } --help".
cli-error-no_key = No API key. Store yours with "ima-tui auth login{ $about }", set IMA_API_KEY, or add --api-key-file FILE; to try it without a key add --profile demo. Get a key at
cli-error-bad_key = The API key contains invalid characters. Copy it again from
cli-error-bad_key_file = There is no API key in { $about }. The file must contain one key and nothing else. Get a key at
cli-error-unreadable_key_file = Can't read the key file { $about }. Check its name and permissions. Get a key at
cli-error-no_terminal = The app needs a terminal. Run it in one, without redirecting input or output.
cli-error-no_listen = Can't listen on { $host }:{ $port }: it may be in use. Choose another --port or --host.
cli-error-no_catalog = No such folder: { $path }. Name one with files products_<task type>.json.
cli-error-no_faults = No such file: { $path }. Name a file of faults.
cli-error-bad_simulation = Can't simulate this: { $why }
cli-error-simulator = The demo simulator could not start. Try again; its log is in { $about }
cli-error-address_malformed = { $about } is not a valid address. Write it like https://api.imastudio.com, or unset it.
cli-error-address_insecure = { $about } is a plain http address: your key would be sent unencrypted. Use https, or unset it.
cli-error-no_list = IMA Studio did not return the list of models; it may be having trouble. Try again in a moment.
cli-error-unreadable_file = Can't read { $path }. Check its name and permissions.
cli-error-no_stdin = There is nothing to read: standard input is closed.
cli-error-too_long = { $path } is larger than { $most } MB, which is the limit.
cli-error-too_many_lines = A batch may have at most { $most } lines. Split it.
cli-error-not_text = This line is not valid UTF-8.
cli-error-not_json = This line is not JSON. Write one JSON object per line.
cli-error-not_an_object = This line is JSON, but not an object with "task_type" and "prompt".
cli-error-duplicate_key = "{ $name }" appears twice in one object. Give it once.
cli-error-missing_key = "{ $name }" is missing.
cli-error-unknown_key = Unknown name "{ $name }". A line may have: { $known }.
cli-error-wrong_type = "{ $name }" must be { $wanted }.
cli-error-unknown_task_type = Unknown task type { $name }. Task types: { $known }.
cli-error-over_max_points = It would cost { $points }, more than the { $most } allowed by --max-points. Nothing was sent.
cli-error-unwritable = Can't write the output. Is the disk full?
cli-error-crashed = IMA TUI had to stop because of a bug. A crash report, without any of your content, is in { $path }
cli-way-inputs_exactly = Give each one with --input, in a batch in "inputs".
cli-way-inputs_range = Give each one with --input, in a batch in "inputs".
cli-type-text = text
cli-type-texts = a list of texts
cli-type-object = an object of names and values
cli-next-failed = Run it again; if it fails again, try another model.
cli-next-input = Fix what the message names, then run it again.
cli-next-key = Store a valid API key with "ima-tui auth login" (with --profile NAME for another profile), set IMA_API_KEY, or name a file with --api-key-file.
cli-next-points = Buy points, subscribe, or choose a cheaper model.
cli-next-budget = Raise --max-points, or choose something cheaper.
cli-next-network = Run it again in a moment.
cli-store-unusable = The cached lists can't be used, and new ones can't be cached.
cli-kept-list = { $why } Showing the cached list of { $time } ({ $age } old).
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
cli-column-origin = Full price
cli-column-time = Time
cli-column-abilities = Features
cli-column-option = Option
cli-column-param = --param
cli-column-choices = Choices
cli-column-default = Default
cli-column-line = Line
cli-star = ★ = used when you name no model.
cli-heart = ♥ = your default, used instead.
cli-price-unreachable = can't be combined
cli-estimate = estimate
cli-model-also = Also available for: { $others } (add --task-type).
cli-model-inputs = Input media: { $inputs }
cli-model-abilities = Features: { $abilities }
cli-model-alternatives = Alternatives
cli-model-versions = Other versions: { $others }
cli-create-versions = Using the newest version; --version picks another: { $others }
cli-text-bounds = text, { $least } to { $most } characters
cli-number-bounds = a number from { $least } to { $most }
cli-text-most = text, at most { $most } characters
cli-create-model = { $task } · { $model } ({ $version })
cli-price = { $count } × { $credit } = { $points }
cli-price-estimate = ≈ { $count } × { $credit } = { $points } (estimate)
cli-create-inputs = Input media: { $inputs }
cli-dry-run = Dry run: nothing was sent or charged.
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
cli-help-tasks = List the tasks, newest first; with --wait, pick up unfinished ones and wait for them.
cli-help-task = Show one task and its timeline; wait for it, or resolve one that may or may not have been created.
cli-option-state = Only tasks in this state: queued, uploading, verifying, sending, running, taking_long, saving, done, partial, failed, unconfirmed or stopped.
cli-option-limit = How many to list.
cli-option-wait-all = Pick up all unfinished tasks and wait for them.
cli-option-wait-one = Wait until it has finished and its results are saved.
cli-option-yes-queued = Send waiting tasks, or resend, without asking.
cli-option-attach = It was created: this is its id in your records.
cli-option-not-created = It was not created: your records don't show it.
cli-option-send-again = Send it again; this may charge twice.
cli-usage-one-way = Choose one of --attach, --not-created and --send-again.
cli-yes-no = [y/N]
cli-confirm = It costs { $points }, above { $limit }, the limit for asking first. Send it?
cli-send-it = Send it?
cli-confirm-queued =
    { $count ->
        [one] 1 task is still waiting to be sent: { $points }. Send it?
       *[other] { $count } tasks are still waiting to be sent: { $points }. Send them?
    }
cli-queued-needs-yes =
    { $count ->
        [one] 1 task is still waiting to be sent: { $points }. --yes sends it.
       *[other] { $count } tasks are still waiting to be sent: { $points }. --yes sends them.
    }
cli-confirm-twice = It may already have been created: sending it again may charge twice. Send it again?
cli-error-needs_yes = It costs { $points }, above { $limit }, the limit for asking first. Add --yes to accept. Nothing was sent.
cli-error-may_charge_twice = It may already have been created: sending it again may charge twice. To do so anyway, add --yes.
cli-error-declined = You declined, so it was not sent. Nothing was charged.
cli-error-interrupted = Interrupted before it was sent. Nothing was charged.
cli-error-bad_setting = { $mistake } Nothing is sent until your limits are valid.
cli-error-unclear_limit = A limit in { $about } can't be read, so nothing is sent. "ima-tui doctor" shows which one; fix it.
cli-error-unwritable_folder = Can't save results in { $path }. Choose another folder. Nothing was sent.
cli-error-no_task = No such task: { $id }. Give its id from "ima-tui tasks", the first or last { $least } characters of it (file names end in the last), or its id at IMA Studio.
cli-error-settled = There is nothing to resolve: this task is { $state }. Only unconfirmed tasks can be resolved this way.
cli-error-ambiguous_task = { $id } matches several tasks: { $known }
cli-sending = { $model }: { $price }, { $time }
cli-task = { $model } · { $state } · { $points } · { $id }
cli-task-facts = { $task } · { $made } · id at IMA Studio: { $id }
cli-goes-on = It is still running at IMA Studio. To get its results: ima-tui tasks --wait
cli-instead = Instead: { $offers }
cli-instead-one = { $model } ({ $price })
cli-leaving = A task is being sent. Waiting for the answer, so that nothing stays unclear; press ctrl-c again to quit anyway.
cli-left = Running tasks continue at IMA Studio. To get their results: ima-tui tasks --wait
cli-left-sending = A task was being sent: it may have been created and charged. It is never resent automatically. To check and resolve it: ima-tui tasks --wait
cli-held = It was still waiting when the program ended, so it was not sent. To send it: ima-tui tasks --wait --yes
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
cli-progress-sum = { $ended } finished, { $running } at IMA Studio, { $waiting } waiting
cli-column-id = Id
cli-column-made = Made
cli-column-state = State
cli-column-remark = Remark
cli-column-prompt = Prompt
cli-batch-number = line { $line }:
cli-next-unconfirmed = It may have been charged, so it is not resent automatically. Check your records (https://imastudio.com/dashboard), then tell IMA TUI what you found: ima-tui task { $id } with --attach TASK_ID, --not-created, or --send-again --yes (which may charge twice).
cli-next-settle = Check your records, then resolve it with "ima-tui task".
cli-next-running = Still running. To wait for it: ima-tui tasks --wait
cli-next-interrupted = Run it again.
cli-next-of-needs_yes = If you accept the price, run it again with --yes.
cli-next-of-declined = Run it again if you change your mind.
cli-next-of-may_charge_twice = Check your records; if it is not there, run it again with --yes.
cli-next-of-cap_session = Raise budget.session in settings.toml, or choose something cheaper.
cli-next-of-cap_day = Raise budget.day in settings.toml, choose something cheaper, or try tomorrow.
cli-next-of-cap_month = Raise budget.month in settings.toml, or choose something cheaper.
cli-next-of-price_changed = Check the new price with --dry-run, then run it again.
cli-next-of-correction = Choose other options, or raise --max-points.
cli-next-of-restart = To send it: ima-tui tasks --wait --yes
cli-next-of-crashed = Run it again. If it happens again, report it with that file.
cli-next-of-disk_full = Free some space, then: ima-tui tasks --wait
cli-next-of-folder = Make the folder writable, then: ima-tui tasks --wait
cli-problem-connection = Can't reach IMA Studio. Check the network.
cli-problem-rate = Too many requests to IMA Studio. Wait a moment.
cli-problem-price_changed = The price has changed, so nothing was created. Check the new one with --dry-run.
cli-problem-rule_mismatch = The price list has changed, so nothing was created. Run it again.
cli-problem-outdated = The price list was out of date (this is not about your points), so nothing was created. Run it again.
cli-problem-price_risen = The price has gone up, so it was not sent. Check it with --dry-run, and allow it with --max-points.
cli-problem-correction = IMA Studio rejected it as it is, and the fix costs more or needs your approval. Choose other options, or raise --max-points.
cli-problem-unlisted = The model is no longer sold with these options, so it was not sent. "ima-tui model" shows the current ones.
cli-problem-cap_session = It would exceed your session cap, so it was not sent. Raise the cap, or choose something cheaper.
cli-problem-cap_day = It would exceed your daily cap, so it was not sent. Raise the cap, or try tomorrow.
cli-problem-cap_month = It would exceed your monthly cap, so it was not sent. Raise the cap, or choose something cheaper.
cli-problem-store = It could not be stored on disk, so it was not sent. Check the disk (full, read-only, locked by another program?), then run it again.
cli-problem-storage = The upload storage did not take a file, so nothing was sent. Run it again in a moment.
cli-problem-disk_full = The disk is full, so not all results are saved. Free some space, then: ima-tui tasks --wait
cli-problem-folder = Can't write to the results folder, so not all results are saved. Make it writable, then: ima-tui tasks --wait
cli-problem-day_passed = It did not finish within a day. You paid for it and it may still come; to check again: ima-tui tasks --wait. Your records: https://imastudio.com/dashboard (videos: https://www.imastudio.com/ai-creation/text-to-video).
cli-problem-restart = It was in progress when its program ended.
cli-batch-empty = The file has no lines.

## History and spend as commands

cli-help-history = List past tasks, newest first, with search and filters; with --spend, show what they cost.
cli-option-history-search = Only tasks whose prompt (if kept), model or tags contain these words; #tag for one tag; @ with the name of a step, or the name or id of a run, for its tasks.
cli-option-media = Only this media type; repeatable.
cli-option-history-model = Only this model, by name; repeatable.
cli-option-since = Only from this time on: 2026-11-20, "2026-11-20 10:30", today, yesterday, month, 7d, 3w or 12h ago.
cli-option-until = Only up to this time, written the same way; a day counts to its end.
cli-option-starred = Only starred tasks.
cli-option-spend = Show what was spent, by time and by model, with caps, success rates and times.
cli-option-by = Time span by which --spend groups.
cli-option-format = Output format: a table for people, csv or json for programs.
cli-usage-moment = it must be a day such as 2026-11-20, a day and a time such as "2026-11-20 10:30", today, yesterday, month, or how long ago such as 7d, 3w or 12h
cli-nothing-ran = No tasks yet, or none match. Drop a filter to see more.
cli-no-prompts = Prompts are not kept, so their words can't be found; prompts.keep in settings.toml keeps them.
cli-nothing-spent = Nothing spent yet.
cli-column-star = ★
cli-column-took = Took
cli-column-tags = Tags
cli-column-day = Day
cli-column-week = Week from
cli-column-month = Month from
cli-column-tasks = Tasks
cli-column-success = Success
cli-column-real = Took (median · 90 %)
cli-column-expected = Expected
spend-took = { $median } · { $most }
spend-total =
    { $count ->
        [one] { $points } for 1 task.
       *[other] { $points } for { $count } tasks.
    }
spend-failed = { $points } of that went to failed tasks; the service may have refunded them.
spend-deleted = { $points } of that went to tasks whose records were deleted.
spend-cap-session = This session: { $points } of { $limit } ({ $part }), including waiting and running tasks.
spend-cap-day = Today: { $points } of { $limit } ({ $part }), including waiting and running tasks.
spend-cap-month = This month: { $points } of { $limit } ({ $part }), including waiting and running tasks.
spend-cap-session-none = This session: { $points }, no cap.
spend-cap-day-none = Today: { $points }, no cap.
spend-cap-month-none = This month: { $points }, no cap.
## Keeping the key

cli-error-linked_key_file = { $about } is a link to another file, so its key is not used. Put the file itself there, or name the file it links to.
cli-error-open_key_file = Others can read or change { $about }, so its key is not used. Run: chmod 600 { $about }
cli-error-foreign_key_file = { $about } belongs to another user, so its key is not used. Make a file of your own.
cli-error-keyring_slow = The system keyring did not answer ({ $about }). Unlock it and run this again, or set IMA_API_KEY.
cli-error-keyring_refused = Can't use the system keyring ({ $about }); it may be locked. Unlock it and run this again, or set IMA_API_KEY.
cli-error-empty_key = No key was given, so nothing was stored. Get a key at
cli-error-refused_key = IMA Studio rejected this key, so it was not stored. Copy it again from
cli-error-demo_key = The demo needs no key.
cli-error-unhidden = Typing can't be hidden here. Pipe the key in instead: ima-tui auth login < FILE
cli-error-unwritable_file = Can't write { $path }. Check who owns it and its folder.
cli-error-unwritten = The profile's addresses could not be written, so the key was not stored. { $why }
cli-error-no_profile = No such profile: { $name }. Profiles: { $known }. To create it: ima-tui auth login --profile { $name }
cli-usage-profile = "{ $value }" is not a valid profile name: use up to 32 of a-z, 0-9, - and _, starting with a letter or digit
cli-help-auth = Store the API key, see where it is, or remove it
cli-help-login = Store an API key in the system keyring. It is hidden as you type, or read from standard input; a new --profile is created
cli-help-status = Show which key is in use and where it is stored: its last four characters only
cli-help-logout = Remove the stored key; history and results stay
cli-option-base-url = Service address for this profile, if not the default
cli-option-upload-url = Upload address for this profile, if not the default
cli-option-test = Check whether IMA Studio accepts the key (free)
auth-ask = API key for the profile "{ $name }" (hidden while you type or paste):
auth-testing = Asking IMA Studio whether it accepts the key…
auth-tested = IMA Studio accepts it.
auth-untested = It could not be tested. { $why }
auth-no-keyring = There is no system keyring here, so the key goes into a file only you can read: { $path }
auth-kept-keyring = Stored the key { $key } in the system keyring ({ $about }).
auth-kept-own_file = Stored the key { $key } in { $about }
auth-first = But { $source } takes precedence: as long as a key is there, that one is used.
auth-profile = Profile { $name }
auth-profile-of = Profile { $name } (of { $profiles })
auth-used = { $key }  in use, from { $source }
auth-unused = { $key }  not used, in { $source }
auth-unusable = Unusable, in { $source }: { $why }
auth-gone = The key has been removed.
auth-gone-shared = Other IMA tools that used it from there have no key any more either.
auth-nothing = No key was stored here.
auth-left = There is still a key in { $source }, which this program does not remove.
key-source-key_file = the file { $about }
key-source-environment = the environment ({ $about })
key-source-keyring = the system keyring ({ $about })
key-source-shared_file = the file of other IMA tools { $about }
key-source-own_file = the file { $about }

## Settings: what is wrong with them

setting-mistake = { $path }: { $key } may be { $allowed }; the value there is ignored.
setting-unknown = { $path }: unknown setting { $key }; did you mean { $allowed }? It is ignored.
setting-key = { $path }: { $why }
setting-more = { $count ->
    [one] There is 1 more mistake; ima-tui doctor lists all.
   *[other] There are { $count } more mistakes; ima-tui doctor lists all.
 }
setting-broken = { $path } can't be read: it is not TOML in UTF-8. All of it is ignored, and it stays unchanged until you fix it.
setting-not-value = { $key } may be { $allowed }. It was not changed.
setting-not-broken = { $path } can't be read, so it was not changed. Fix it first.
setting-not-unwritable = Can't write { $path }. Check whether it is read-only, and who owns it and its folder.

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
set-own-address = IMA Studio's own
set-at-start = Takes effect at the next start.
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
set-api-key-help = The account that pays. The key is tested before it is stored; only its last four characters are ever shown.
set-profile = Profile
set-profile-help = Each profile has its own key, history, settings and results. The demo needs no key and costs nothing.
set-profile-note = ↵ opens it. Type a new name to create one: a-z, 0-9, - and _.
set-profile-bad = A profile name may have a-z, 0-9, - and _, up to 32 characters.
set-language = Language
set-language-help = The language of the app and of model labels. IMA_TUI_LANG and --lang override it at the next start.
set-theme = Theme
set-theme-help = Colours. ima-high-contrast is white on black; ima-colour-blind avoids red and green; ansi uses your terminal's own. NO_COLOR=1 turns colours off.
set-display-calm = Calm
set-display-calm-help = Draws less often and animates nothing, for slow connections. Bars move every two seconds, and the cursor does not blink.
set-preview-mode = Pictures
set-preview-mode-help = How to draw pictures in the terminal; automatic picks what your terminal supports.
set-keys = Keys
set-keys-help = Change the key of any action.
set-keys-usual = defaults
set-keys-changed = { $count } changed
set-prompts-keep = Keep prompts
set-prompts-keep-help = Yes: kept here, to search and run again. No: deleted once IMA Studio accepts the task.
set-saving-auto = Save results
set-saving-auto-help = Save results as soon as they are ready. If off, they stay at the service, where addresses expire, until you download them; commands with --save always save. Applies to results that become ready from now on.
set-saving-folder = Save folder
set-saving-folder-help = Where to save results.
set-saving-folder-allowed = May be: a whole path, /… or ~/…
set-saving-names = File names
set-saving-names-help = How to name result files.
set-saving-names-allowed = May be: text with { $fields }
set-saving-descriptions = Descriptions
set-saving-descriptions-help = Save a small .json with the settings next to each result.
set-budget-confirm-above = Ask above
set-budget-confirm-above-help = Ask before a run that costs more than this.
set-budget-confirm-above-allowed = May be: points, 0 to 1,000,000,000
set-budget-session = Most a session
set-budget-session-help = The most to spend between start and quit. Anything beyond waits.
set-budget-session-allowed = May be: points; empty for no limit
set-budget-day = Most a day
set-budget-day-help = The most to spend in a day. Anything beyond waits.
set-budget-day-allowed = May be: points; empty for no limit
set-budget-month = Most a month
set-budget-month-help = The most to spend in a month. Anything beyond waits.
set-budget-month-allowed = May be: points; empty for no limit
set-queue-at-once = At once
set-queue-at-once-help = How many tasks of one media type run at the same time; the rest wait in the queue.
set-queue-at-once-allowed = May be: 1 to 32
set-corrections = Corrections
set-corrections-help = What to do when IMA Studio rejects a task and a small change would fix it. It never costs more without your approval.
set-notices-toast = On screen
set-notices-toast-help = Show a note in the corner when a task ends.
set-notices-bell = Bell
set-notices-bell-help = Ring the terminal bell when a task ends.
set-notices-desktop = Desktop
set-notices-desktop-help = Send a desktop notification when a task ends while you are in another window, if the terminal supports it.
set-notices-title = Window title
set-notices-title-help = Show running tasks in the window title.
set-preferences-share = Share defaults
set-preferences-share-help = Also write your default models for other IMA tools (~/.openclaw/memory/ima_prefs.json). They are read in any case.
set-preferences-user = Shared as
set-preferences-user-help = Whose entries to use in the shared file. It is never sent.
set-preferences-user-allowed = May be: a name of at most 200 characters
set-service-base-url = Address
set-service-base-url-help = Address of IMA Studio, if not the default. Your key is sent there. IMA_BASE_URL overrides it.
set-service-base-url-allowed = May be: https://…; empty for the default
set-service-upload-url = Upload address
set-service-upload-url-help = Address for uploads, if not the default. Your key is sent there. IMA_UPLOAD_URL overrides it.
set-service-upload-url-allowed = May be: https://…; empty for the default
key-none = none yet
key-used = { $key }, from { $source }
key-hint = paste it here; it stays hidden
key-goes-keyring = It will be stored in the system keyring ({ $name }).
key-goes-file = No system keyring here: it will be stored in a file only you can read, { $path }
key-goes-slow = The system keyring does not answer; it may be locked.
key-forget-title = Remove the API key from this computer?
key-forget-about = It can't be undone: to use this account here again, you will need to paste the key. A key in the system keyring is removed for other IMA tools, too.
key-forget = Remove
key-refused = IMA Studio rejected this key. Copy it again from
key-keep-anyway = Press ↵ again to store it anyway.
keys-title = Keys
keys-note = ↵ then the new key · d default key · / search · esc close
keys-press = Press the new key for: { $action } (esc: cancel)
keys-changed = { $action } is now on { $key }
keys-usual = { $action } has its default key again
keys-not-written = Could not save the settings; see the file and the line below the list.
keys-problem-unknown = { $key } is not a key that { $action } can use.
keys-problem-no_action = There is no action { $action }, so { $key } is ignored.
keys-problem-reserved = { $key } is reserved and can't be used for { $action }.
keys-problem-typing = { $action } works while you type, so { $key } would be typed. Use one with ctrl, or f1 to f12.
keys-problem-taken = { $key } can't be used for { $action }: it already does { $other }. Change that one first.
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
welcome-profile = The new profile { $profile }
welcome-about = Images, videos, music and speech with IMA Studio. Paste your API key and press ↵ to start. The rest can wait: it is in Settings ({ KEY("settings") }).
welcome-key = Get one at { $url }
welcome-start = Start  ↵
welcome-demo = Try the demo  { KEY("try-demo") }
welcome-later = Without a key  { KEY("look-around") }
welcome-back = Back  { KEY("look-around") }
welcome-known = { $key }; leave this empty to keep it
forget-title = Forget everything
forget-why = Confirming deletes these files of this profile and closes the app. A key in the system keyring stays; remove it in Settings.
forget-results = Delete my results too; other files there stay:
forget-word = forget
forget-type = Type "{ $word }" and press ↵ to delete them permanently. esc cancels.
forget-not-now = Tasks are running, here or in another window, so nothing can be deleted yet. Wait, or remove them first.

## Looking after oneself: paths and doctor

cli-help-paths = List every file this program keeps, and what is in it
cli-help-doctor = Check program, terminal, folders, key, service and settings, and say what to fix
paths-none = (nothing there)
paths-others = Files of other IMA tools, read if this program has none of its own:
paths-keyring = The key itself is in the system keyring, where there is one (ima-api / { $user }).
kept-history = History: tasks, prices, addresses of results, lists of models; prompts only if you keep them
kept-pending = Requests not yet accepted by IMA Studio, with their prompts; each is deleted once accepted
kept-instances = Which windows of this program are open
kept-results = Your results saved there, each with a description of its settings; other files there are not touched
kept-hidden = Unfinished downloads, and results that you deleted less than ten minutes ago
kept-recent = The models and options you last ran, without your texts
kept-presets = Your presets, with their prompts
kept-runs = Workflow runs; unclosed ones hold their prompts
kept-templates = Your own workflow templates, with their prompts
kept-settings = Your settings
kept-preferences = The models you made your defaults
kept-key = The API key, only where there is no system keyring
kept-cache = Thumbnails; safe to delete at any time
kept-logs = What happened, by ids and codes, and crash reports; deleted after a week
kept-simulator = The demo's simulated service: its tasks, points and media
kept-shared_key = A key of other IMA tools; never written
kept-shared_preferences = Default models of other IMA tools; written only if you share yours
doctor-asking = Asking IMA Studio…
doctor-good = Everything works.
doctor-hints = Everything works; the lines marked · could be better.
doctor-bad = Something needs fixing: see the lines marked ✗.
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
doctor-no-terminal = no terminal here, so only commands work
doctor-colours-off = greyscale (NO_COLOR is set)
doctor-colours-all = all
doctor-colours-many = 256
doctor-colours-few = 16
doctor-colours-none = none
doctor-colours-next = If your terminal supports more, set TERM=xterm-256color or COLORTERM=truecolor.
doctor-pictures-next = kitty, Ghostty, WezTerm, iTerm2, foot and Konsole draw real pictures, but not inside tmux or screen.
doctor-clipboard = { $program }
doctor-clipboard-terminal = only through the terminal, which may not allow it
doctor-clipboard-next = Install wl-clipboard or xclip; over SSH and in tmux, allow programs to set the clipboard.
doctor-folder = { $path } ({ $free } free)
doctor-unwritable = can't write { $path }
doctor-unwritable-next = Check who owns { $path }, or use another folder: IMA_TUI_HOME, or saving.folder in the settings for results.
doctor-shared = everyone on this machine can change { $path }
doctor-shared-next = Remove that permission: chmod o-w { $path }
doctor-disk-next = Disk space is low: videos may not fit.
doctor-no-logs = not written: { $path } is read-only or a link
doctor-no-history = nothing has run yet
doctor-history = { $count ->
    [one] { $count } task
   *[other] { $count } tasks
 }
doctor-history-bad = the file can't be used
doctor-settings = { $count ->
    [0] all defaults
    [one] { $count } set, no mistakes
   *[other] { $count } set, no mistakes
 }
doctor-setting = a mistake at { $key }
doctor-lists = { $count } of them, { $age } old
doctor-unreached-next = This is not the default address: it comes from { $setting } or the settings. Remove it there to use the real service.
doctor-no-lists = none fetched yet
doctor-lists-next = Fetch them again: ima-tui models --refresh
doctor-key = { $key } from { $source }
doctor-no-key = no usable key
doctor-demo-key = not needed for the demo
doctor-no-service = can't be asked
doctor-reached = { $address } answers
doctor-unreached = { $address } does not answer
doctor-clock = in step with the service
doctor-clock-fast = { $time } ahead of the service
doctor-clock-slow = { $time } behind the service
doctor-clock-next = Set this computer's clock: uploads are signed with the time and may be rejected.
doctor-untested = could not check whether the service accepts the key
doctor-no-access = the service rejected the key

## Previews
preview-loading = Loading…
preview-none = Nothing to show yet.
preview-missing = The file no longer exists.
preview-unreadable = Can't show this file: it is damaged or of an unknown type.
preview-too_large = This picture is too large to show here. Open it in your viewer.
preview-off = Pictures are turned off.
preview-mode-kitty = Pictures use the kitty protocol.
preview-mode-sixel = Pictures use sixel.
preview-mode-blocks = Pictures use half blocks.
preview-mode-off = Pictures are turned off.

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
detail-abilities = Features
detail-not-together = ( ) can't be combined
detail-axes = { $down } ↓ · { $across } →
detail-discount = { $was } { $now }: now { $now }, full price { $was }
detail-estimates = ≈ estimate: the list has no exact price
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
intent-elsewhere = { $model } does not offer this: { $wished }. Alternatives: { $choices }
intent-nearest = No model here offers { $wished }. Closest: { $choices }
intent-none = No model of this task type offers this: { $wished }.
intent-duration-most = { $wished } s is too long; the maximum is { $most } s. Available: { $choices }
intent-resolution-most = No model offers { $wished }; the maximum is { $most }. Available: { $choices }
intent-ratio-nearest = No model offers { $wished }; { $most } is closest. Available: { $choices }
intent-count-most = { $model } makes at most { $most } at once, not { $wished }. Run it several times for more.
intent-music-length = The model decides how long music lasts: Suno makes about 2 minutes, DouBao about 30 seconds.
intent-music-long = Suno makes about 2 minutes of music, DouBao about 30 seconds. For more, make several pieces and join them.
intent-either = { $wished } can't be combined with the rest: on this model one option controls both.
intent-blocked = { $control } can't be combined with { $other }.
intent-which-model = Several models match: { $choices }
intent-model-elsewhere = { $model } can't do { $kind }; it is for { $made }.
intent-which-inputs = Two pictures: first and last frame, or references? { $choices }
intent-unusual = Your default model is { $usual }; for this, { $model } is recommended.
intent-workflow = This takes several steps (pictures, video, music). { KEY("plan-prompt") } plans them as a workflow with one price.
intent-reference = Each result is generated from scratch. To keep a character or style, use an earlier result as a reference.

## Workflows: what is wrong with a plan

plan-of-step = Step "{ $step }": { $why }
plan-not_a_plan = This is not a plan: it needs a list of steps, [[steps]] in TOML. See docs/workflows.md for the format.
plan-newer_schema = This plan was made by a newer version of IMA TUI (schema { $schema }, this version knows { $known }). Update IMA TUI, then open it again.
plan-wrong_type = "{ $key }" can't have this value. See docs/workflows.md for what it may be.
plan-unknown_key = Unknown name "{ $key }". Check its spelling; docs/workflows.md lists all names.
plan-missing_key = "{ $key }" is missing.
plan-no_steps = The plan has no steps. Add at least one [[steps]].
plan-too_many_steps = The plan has { $count } steps; the limit is { $most }. Split it into several plans.
plan-too_large = A plan file may have at most { $most } MB; this one is larger.
plan-not_text = The file is not valid UTF-8.
plan-not_toml = The file is not TOML: { $why }
plan-not_json = The file is not JSON.
plan-bad_id = A step's id may have a-z, 0-9, "-" and "_", up to 40 characters, and starts with a letter or digit.
plan-twice = Two steps have this id. Give each its own.
plan-unknown_task_type = Unknown task type "{ $task_type }". Choose from: { $known }
plan-missing_model = It names no model. Add "model"; "ima-tui models" lists them.
plan-no_prompt = It has no prompt.
plan-bad_reference = The text after "$" and a brace is not a valid reference. docs/workflows.md shows how to use something from another step.
plan-itself = It refers to itself.
plan-unknown_step = There is no step "{ $other }". Steps: { $known }
plan-cycle = These steps wait for each other: { $steps }. Remove one of the connections.
plan-bad_take = A step has no "{ $take }" to take. Choose from: { $known }
plan-no_cover = "{ $other }" makes { $media }, which has no cover; only videos have one.
plan-no_duration = "{ $other }" makes { $media }, which has no duration.
plan-no_inputs = { $kind } takes no inputs. Remove them, or choose another task type.
plan-bad_input = An input needs either an earlier step, with take "url" or "cover", or an address.
plan-bad_result = "result" counts from 1.
plan-no_such_result = It takes result { $result } of "{ $other }", which gives { $most }. Raise "n" there, or take another result.
plan-bad_role = Unknown role "{ $role }". Choose from: { $known }
plan-wrong_media = It needs pictures, but "{ $other }" makes something else ({ $found }).
plan-no_roles = Two pictures: give each a "role". Choose from: { $known }
plan-same_role = Two pictures have the same role. Choose from: { $known }
plan-no_list = The models for { $kind } are not available right now. Try again in a moment.
plan-missing_field = Fill in "{ $field }": --set { $field }=…
plan-unknown_field = The template has no field "{ $field }".
plan-bad_template_name = "{ $name }" is not a valid template name: use letters (no capitals), digits, "-" and "_", up to 40 characters, and not the name of a built-in one.
plan-no_hash = This is not a plan hash. "ima-tui workflow show FILE" prints the one to confirm.
plan-plan_changed = The file has changed since you planned it. Check it with "ima-tui workflow show FILE", then confirm the new hash.
plan-other_hash = This is the hash of another plan. "ima-tui workflow show FILE" prints the right one.
plan-prices_changed = The models or prices of this plan have changed: it now costs { $points }. If you accept, confirm { $hash }
plan-less_to_reuse = This hash counts on results of an earlier run that can't be reused now, or --reuse is missing: the plan now costs { $points }. If you accept, confirm { $hash }
plan-dead_input = Nothing is at this address any more: { $address }. Give another one.
plan-running = This plan is already running, here or in another window.
plan-unfinished = Run { $run } of this plan is not finished. Continue it with --resume, which pays for nothing twice, or start another with --new.
plan-nothing_to_resume = This plan has no unfinished run. Start one without --resume.
plan-done = Run { $run } of this plan is done: nothing is left to do or to pay. Its results: ima-tui workflow export { $run } --to FOLDER. To run the plan again, leave out --resume.
plan-closed = Run { $run } of this plan is closed and can't be resumed. Start another without --resume.

## Workflows: planning

flow-media-image = image
flow-media-video = video
flow-media-music = music
flow-media-speech = speech
ask-media = What do you want to make? One or more of: { $choices }
ask-roles = You gave two pictures: are they the first and last frame, or references for the video? { $choices }
ask-count = What do you want several of? { $choices }
ask-model = Which model do you mean for { $step }? { $choices }
ask-text = Write the text to be spoken.
note-series = To keep a character the same over several pictures, use the template "character-series".
note-no_list = The models for { $step } are not available right now.
note-first_picture = Only your first picture is used for the image.
note-speech_length = { $model } speaks as long as the text needs, which may be shorter or longer than the video.
note-approximate_length = { $model } can't set the length of music: it matches the video only roughly.
template-product-film = Product video
template-product-film-about = A picture of your product, a video that starts with it, and music for the video.
template-character-series = Character series
template-character-series-about = One master picture of a character, then each scene based on it, so that the character stays the same.
template-narrated-slides = Narrated slides
template-narrated-slides-about = A picture for each text, and a voice reading it.
template-music-video = Music video
template-music-video-about = A song, a master picture of the performer, and shots based on it.
template-first-to-last = From first to last picture
template-first-to-last-about = A clip that moves from one generated picture to another.
template-field-subject = Subject
template-field-scenes = Scenes, one per line
template-field-texts = Texts to be spoken, one per line
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
step-no-result = An earlier step did not produce what this one needs.
step-gone-input = The result it needs from an earlier step is no longer at its address, and its saved file is gone. Name a file for that step with "output" in the plan, or run that step again.
step-reuse-gone = The results reused from an earlier run were deleted. Make them again at the price shown, or use a file of yours.
group-flow =
    { $count ->
        [one] Workflow of { $count } step
       *[other] Workflow of { $count } steps
    }

## Workflows: the commands

cli-help-workflow = Plan several steps, confirm the price once, run them, and resume after any interruption
cli-workflow-plan = Plan from a sentence (SENTENCE with --media) or a template; write the plan to a file and print its price and hash.
cli-workflow-show = Show a plan: its steps, their prices, the time of the longest path, what is missing, and its hash.
cli-workflow-run = Run exactly the plan you confirmed; with --resume, continue it without paying twice.
cli-workflow-list = List the runs, or the templates with --templates.
cli-workflow-export = Copy the results of a run into a new folder, with an index.
cli-workflow-close = Close a run for good; its prompts are deleted unless you keep prompts.
cli-option-flow-media = What to make: image, video, music, speech, separated by commas.
cli-option-template = A template, by name or file.
cli-option-set = Fill in a field of the template: NAME=TEXT; repeat it for more fields or more texts.
cli-option-answer = Answer a question from planning: NAME=TEXT.
cli-option-file = Where to write the plan: TOML, or JSON if the name ends in .json. Existing files are never overwritten.
cli-option-name = Name of the plan.
cli-option-save-template = Also save the plan as a template with this name, including your prompts.
cli-option-confirm = The hash printed by "plan" or "show".
cli-option-resume = Continue the unfinished run of this plan.
cli-option-new = Start a new run even though one is unfinished.
cli-option-reuse = Reuse what your changes do not affect from this run.
cli-option-export = Copy the results into this new folder, with an index.
cli-option-templates = List the templates.
cli-workflow-request = Plan: { $name }
cli-workflow-step = step
cli-workflow-from = uses
cli-workflow-total = Total { $points }, { $time } for the longest path
cli-workflow-total-estimate = Total about { $points } (an estimate), { $time } for the longest path
cli-workflow-hash = Hash { $hash }
cli-workflow-written = Written to { $path }. It contains your prompts; only you can read it.
cli-workflow-template-kept = Saved as a template in { $path }. It contains your prompts; only you can read it.
cli-workflow-next = To run it: ima-tui workflow run { $path } --confirm { $hash }
cli-workflow-next-resume = Run { $run } of it is not finished. To continue: ima-tui workflow run { $path } --confirm { $hash } --resume
cli-workflow-saves =
    { $count ->
        [one] { $count } of its steps is
       *[other] { $count } of its steps are
    } unchanged since run { $run }. To reuse and run the rest for { $points }: ima-tui workflow run { $path } --reuse { $run } --confirm { $hash }
cli-workflow-run-line = Run { $run }: { $name } · { $state } · { $time }
cli-workflow-none = No workflow runs yet. Start with: ima-tui workflow plan
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
cli-workflow-begun = Run { $run } · up to { $points } to spend
cli-workflow-left = Run { $run } is not finished. To continue: ima-tui workflow run { $path } --confirm { $hash } --resume
cli-workflow-left-risen = Run { $run } is not finished. See the new price with "ima-tui workflow show { $path }"; to accept it, confirm its new hash with --resume.
cli-workflow-risen = The price has gone up, so it was not sent.
cli-error-plan_correction = IMA Studio rejected it as it is, and the fix costs more or needs your approval, so it was not sent again.
cli-workflow-done = Run { $run } is done · { $points }
cli-workflow-state-open = not finished
cli-workflow-state-done = done
cli-workflow-state-closed = closed
cli-workflow-state-running = running
cli-workflow-state-elsewhere = running in another window
cli-error-file_there = { $path } already exists and is not overwritten. Choose another name with --file.
cli-error-template_there = The template "{ $name }" already exists and is not overwritten. Choose another name with --save-template.
cli-next-of-plan_prices_changed = Check the new prices with "ima-tui workflow show FILE"; if you accept them, run it with the new hash.
cli-next-of-plan_correction = Choose other options for this step in the plan and run it with its new hash, or continue the run in the app, which asks you about the fix.
cli-next-of-plan_less_to_reuse = Check what can be reused with "ima-tui workflow show FILE", and run it with --reuse and the hash printed there.
cli-error-questions = Answer this first with --answer NAME=TEXT: { $why }
cli-error-no_template = No such template: { $name }. Templates: { $known }
cli-error-no_run = No such run: { $run }. "ima-tui workflow list" lists them.
cli-error-nothing_to_plan = Say what to plan: a sentence with --media, or --template.

## Workflows: the screens

action-go-workflows = Workflows
action-go-workflows-help = Plan several steps from one idea, with one price
action-plan-prompt = plan as a workflow
action-plan-prompt-help = Turn the prompt into a plan of several steps
action-plan-written = plan as a workflow
action-plan-written-help = Turn the prompt into a plan of several steps
action-new-flow = new
action-new-flow-help = Plan from a sentence, from a template or step by step
action-open-flow = open
action-open-flow-help = Open the selected plan or run
action-remove-flow = remove
action-remove-flow-help = Remove the selected plan or template, or close the run
action-put-back-flow = undo
action-put-back-flow-help = Restore what you removed last
action-run-plan = run
action-run-plan-help = Confirm this plan at this price, and run it
action-edit-step = edit
action-edit-step-help = Change the model, prompt, options and inputs of the step
action-add-step = add
action-add-step-help = Add a step to the plan
action-remove-step = remove
action-remove-step-help = Remove the selected step
action-step-up = up
action-step-up-help = Move the step up
action-step-down = down
action-step-down-help = Move the step down
action-undo-step = undo
action-undo-step-help = Undo the last change to the plan
action-save-plan = save
action-save-plan-help = Save the plan as a file, as a template, or in the list
action-leave-plan = back
action-leave-plan-help = Go back; the plan stays in the list until you quit
action-go-on = resume
action-go-on-help = Resume the run; finished steps are not paid for again
action-settle-step = answer
action-settle-step-help = Answer what a step is waiting for: a price, a cap, an unconfirmed task
action-replace-output = replace
action-replace-output-help = Use your own file or address instead of the step's result
action-change-flow = change
action-change-flow-help = Change the plan; you pay only for what the change affects
action-export-flow = export
action-export-flow-help = Copy all results into one folder with an index
action-close-flow = close
action-close-flow-help = Close the run for good
page-workflows = Workflows
page-plan = Plan
page-flow-run = Workflow run
scope-workflows = Workflows
scope-plan = Plan
scope-flow-run = Workflow run
flows-empty =
    Several media from one idea: a picture, a video of it, music for the video.
    You see all steps and the price first, and pay for each step only once.
    Start with one of these; nothing is sent until you confirm the plan.
flow-new-title = New workflow
flow-from-sentence = From a sentence
flow-from-sentence-about = Describe what you want, and choose the media
flow-by-hand = Step by step
flow-by-hand-about = Start with an empty plan
flow-template = template
flow-template-gone = The template { $name } no longer exists.
flow-draft = plan
flow-unnamed = Unnamed plan
flow-hand = Plan made step by step
flow-missing = incomplete
flow-drop = remove
flow-delete = delete
flow-dropped = Plan removed.
flow-deleted = Template { $name } deleted.
flow-unwritable = Can't write to { $folder }. Check its permissions and the free disk space.
flow-sentence-title = Plan from a sentence
flow-sentence-hint = A video of a red fox in the snow with calm music
flow-wanted = What to make
flow-own-pictures = Your own pictures, one per line (optional)
flow-own-pictures-hint = ~/fox.png or https://…
flow-plan = Plan   ctrl+r
flow-dialog-keys = tab next · space tick · ctrl+r plan · esc cancel. Nothing is sent yet.
flow-no-sentence = Describe what you want first.
flow-place-empty = Still empty: { $name }
flow-no-lists = The models are not loaded yet. Try again in a moment.
flow-answer = Answer
flow-answer-hint = your answer
flow-step-id = Name
flow-empty-plan = The plan has no steps yet. Press { KEY("add-step") } to add one.
flow-step-removed = { $step } removed.
flow-save-title = How do you want to save the plan?
flow-save-hint = a short name, e.g. fox-film
flow-total = total { $points }
flow-longest = { $time } for the longest path
flow-also = ← { $steps }
flow-takes = Uses: { $steps }
flow-inputs = Inputs: { $inputs }
flow-given = Given by you: { $files }
flow-settings = Settings: { $settings }
flow-run = Run · { $points }
flow-run-reusing = Run, reusing { $count } finished · { $points }
flow-run-all = Run everything again · { $points }
flow-confirm-title = Run exactly this plan for { $points }?
flow-more-steps = and { $count } more
flow-estimate = This is an estimate: a step that would cost more asks first.
flow-prices-changed = Models or prices have changed since you looked. This is the plan at current prices.
flow-saves-less = Less of the earlier run can be reused now than when you looked.
flow-unfinished-title = This plan has an unfinished run
flow-unfinished = You can resume it; nothing is paid for twice.
flow-unfinished-go-on = Resume it · at most { $points }
flow-of = { $done } of { $count } done
flow-spent = { $spent } of { $points }
flow-price-now = { $step }: { $before } → { $now }
flow-elsewhere = This workflow is running in another window; you can follow it here.
queue-settings-flow = Nothing is sent until this limit is fixed in { $path }: { $key } may be { $allowed }. Then press { KEY("go-on") }.
queue-paused-flow = Nothing is being sent. { $why } Press { KEY("go-on") } to resume.
flow-left = { $time } left
flow-after = after { $steps }
flow-held = was waiting when you quit
flow-needs-you = A step needs you: press { KEY("settle-step") } to answer it.
flow-can-go-on = This run is not finished. { KEY("go-on") } resumes it; finished steps are not paid for again.
flow-closed-no-more = This run is closed. { KEY("change-flow") } changes its plan and runs it again.
flow-goes-on = It continues automatically.
flow-go-on-title = Resume for at most { $points }?
flow-go-on = Resume · { $points }
flow-agree = Accept { $points } in total
flow-asks-title = The plan now costs more
flow-starting = The workflow is being started…
flow-started = The workflow has started. You find it in the list of workflows.
flow-no-plan = This run has no plan any more: its prompts were deleted when it was closed.
flow-no-file = No such file: { $path }.
flow-replace-title = Instead of the result of { $step }
flow-replace = Use it
flow-replace-why = You see the plan with it before you pay; only steps that depend on it run again.
flow-replace-hint = ~/own.png or https://…
flow-export-title = Copy all results into one folder
flow-export-why = Into { $folder }, unless you enter another.
flow-export = Export
flow-close-title = Close this run?
flow-close = Close
flow-close-not = This run can't be closed: it is still running, or closed already.
flow-close-keeps = You can't resume it any more. Its results and its plan stay.
flow-close-forgets = You can't resume it any more, and its prompts are deleted from this disk. Its results stay.
flow-steps =
    { $count ->
        [one] { $count } step
       *[other] { $count } steps
    }
flow-saves =
    { $count ->
        [one] { $count } unchanged step is reused from the previous run, saving { $points }.
       *[other] { $count } unchanged steps are reused from the previous run, saving { $points }.
    }
flow-faults =
    { $count ->
        [one] { $count } thing is missing
       *[other] { $count } things are missing
    }
flow-go-on-why =
    { $count ->
        [one] { $count } step is left. Finished steps are not paid for again; failed ones are.
       *[other] { $count } steps are left. Finished steps are not paid for again; failed ones are.
    }
flow-no-media = Tick what to make: the sentence does not say.

## Workflows: a step as a form

advice-plan = Plan it as a workflow
ask-about = What is it about?
ask-pictures = The sentence starts with pictures of your own. Give their files or https addresses, one per line.
flow-no-about = Also say what it is about.
flow-no-pictures = The sentence starts with pictures of your own: list them here, one per line.
flow-sounds-like = Use the template "{ $name }"   ctrl+t
plan-bad_field_name = "{ $name }" is not a valid field name: use up to 30 letters (no capitals), as in subject, and not item, number or open.
plan-field_not_there = The text for "{ $name }" is not in any prompt of the plan. Copy it exactly from there.
flow-in-memory = Prompts are not kept: this plan is gone once you quit, unless you save it.
flow-not-kept = The plan could not be saved and exists only until you quit. Check the free disk space.
flow-apart = Another window changed this plan too. Both versions are kept; the other one is below this one on Workflows.
flow-save-file = As a file
flow-save-file-about = To share it, or to run it with "ima-tui workflow run"
flow-save-file-why = Written to { $path } unless you enter another file. It contains your prompts.
flow-save-template = As a template
flow-save-template-about = To use it again with other texts
flow-save-list = In the list of plans
flow-save-list-about = Stays there after a restart, with its prompts
flow-save-list-done = The plan stays in the list, with its prompts on this disk, until you run or remove it.
flow-save-name = Name
flow-save-places = Texts to ask for each time, one per line
flow-save-places-hint = subject = a brass lamp
flow-save-bad-line = "{ $line }" is not a field. Write it like: subject = a brass lamp
flow-save-keep = Save   ctrl+r
kept-drafts = Unfinished workflow plans, with their prompts
action-open-plan = open a file
action-open-plan-help = Open a plan or template from a file
flow-from-file = From a file
flow-from-file-about = A plan or template somebody gave you
action-show-run = workflow
action-show-run-help = Show the workflow run this task belongs to
history-flow-step = Step { $step } of a workflow
history-flow =
    { $count ->
        [one] Workflow "{ $name }" of { $count } step
       *[other] Workflow "{ $name }" of { $count } steps
    }
flow-no-step = This task is not part of a workflow.
flow-run-gone = The record of this run no longer exists.
action-double-step = duplicate
action-double-step-help = Add a copy of the selected step
flow-step-stays = { $step } can't move further: it must stay below the steps it uses.
action-keep-step = keep
action-keep-step-help = Save the step and go back to the plan
action-leave-step = back
action-leave-step-help = Leave the field, then the step; your text stays in the plan
action-take-from-step = use another step
action-take-from-step-help = Use the prompt, length or result of another step
action-make-step = make it after all
action-make-step-help = Run the step again instead of using your own file or address
flow-step-made = { $step } will be run, and paid for.
flow-step-not-given = This step has no replacement file or address.
action-rename-step = rename
action-rename-step-help = Rename the step; steps that use it are updated
scope-sheet = Create and steps
scope-step = Step
page-step = Plan step
flow-step-needs = After
flow-step-needs-hint = other steps (optional)
flow-step-keep = Keep
flow-step-keep-price = Keep · { $points }
flow-step-stand-in = { $why } { $model } is used until you choose another.
flow-take-text = use another step
flow-take-input = from a step…
flow-take-text-title = Insert what from another step?
flow-take-length-title = Match which length?
flow-take-input-title = Which result?
flow-take-nothing = There is nothing to use yet: no other step, and no earlier result of that kind.
flow-take-not = Not possible here: this step's length can't be set.
flow-take-made = { $model }, result { $number }
flow-taken = { $what }: the nearest length this model offers
source-url = result of { $step }
source-url-more = result { $number } of { $step }
source-cover = cover of { $step }
source-cover-more = cover of result { $number } of { $step }
source-duration = length of { $step }
source-duration-more = length of result { $number } of { $step }
source-prompt = prompt of { $step }
source-prompt-more = prompt of { $step }
refused-gone_step = The plan no longer has a step "{ $step }". Choose another result.
