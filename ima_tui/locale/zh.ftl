# 用户看到的每一个字（中文）。说清楚发生了什么、为什么、接下来怎么做。

## 界面

page-models = 模型
page-create = 创作
page-tasks = 任务
page-history = 历史
page-compare = 对比
profile-demo = 演示
profile-live = 正式
bar-spent = 本次已用 { $points }
bar-waiting = 排队 { $count }
line-starting = 启动中
line-key = 密钥无效
line-down = 离线
too-small = 请把窗口放大一点：至少 { $width }×{ $height }。内容不会丢失。
points = { $points } 积分
as-of = 更新于 { $time }
refreshing = 正在刷新…

## 数字与时间

duration-seconds = { $seconds } 秒
duration-minutes = { $minutes } 分 { $seconds } 秒
duration-hours = { $hours } 小时 { $minutes } 分
expected-time = { $low }–{ $high } 秒
expected-about = 约 { $time } 秒

## 任务类型

task-type-text_to_image = 文生图
task-type-image_to_image = 图生图
task-type-text_to_video = 文生视频
task-type-image_to_video = 图生视频
task-type-first_last_frame_to_video = 首尾帧生视频
task-type-reference_image_to_video = 参考图生视频
task-type-text_to_music = 文生音乐
task-type-text_to_speech = 语音合成

## 状态

state-queued = 排队中
state-uploading = 上传中
state-verifying = 审核中
state-sending = 发送中
state-running = 生成中
state-taking_long = 时间较长
state-saving = 保存中
state-done = 完成
state-partial = 部分完成
state-failed = 未成功
state-unconfirmed = 待确认
state-stopped = 已停止

## 操作

action-go-models = 模型
action-go-models-help = 浏览所有模型和价格
action-go-create = 创作
action-go-create-help = 写下描述并生成
action-go-tasks = 任务
action-go-tasks-help = 查看正在进行的任务
action-go-history = 历史
action-go-history-help = 查看所有任务
action-list-up = 上移
action-list-down = 下移
action-list-first = 第一行
action-list-last = 最后一行
action-list-page-up = 上一页
action-list-page-down = 下一页
action-list-select = 选定
action-use-model = 使用
action-use-model-help = 用光标处的模型创作
action-open-branch = 展开
action-open-branch-help = 展开光标处的分支
action-close-branch = 收起
action-close-branch-help = 收起光标处的分支
action-search-models = 搜索
action-search-models-help = 按名称、别名、标签或能力搜索，中英文均可
action-mark-model = 标记
action-mark-model-help = 标记要对比的模型，最多四个
action-compare-models = 对比
action-compare-models-help = 并排对比已标记的模型，并可用同一提示词一起运行
action-compare-run = 同一提示词运行全部
action-compare-run-help = 为这些模型写同一个提示词，并显示每个的价格
action-compare-use = 使用
action-compare-use-help = 用光标处的模型打开“创作”
action-compare-right = 下一个
action-compare-right-help = 到下一个模型
action-compare-left = 上一个
action-compare-left-help = 到上一个模型
action-compare-remove = 移除
action-compare-remove-help = 把光标处的模型移出对比
action-compare-leave = 返回
action-compare-leave-help = 返回模型列表，标记保留
action-run-all = 全部运行
action-run-all-leave = 离开输入框
action-favourite-model = 收藏
action-favourite-model-help = 收藏这个模型，再按一次取消收藏
action-prefer-model = 设为默认
action-prefer-model-help = 把它设为这类任务的默认模型，再按一次取消
action-models-table = 表格
action-models-table-help = 以表格显示这类任务的所有模型，再按一次返回
action-filter-media = 媒体
action-filter-media-help = 依次只看图片、视频、音乐、语音
action-filter-favourites = 收藏
action-filter-favourites-help = 只看收藏的模型，再按一次返回
action-sort-models = 排序
action-sort-models-help = 依次按列表顺序、价格、时间、名称排序
action-cheaper-model = 更便宜
action-cheaper-model-help = 跳到详情中更便宜的模型
action-better-model = 更好
action-better-model-help = 跳到详情中更好的模型
action-clear-models = 返回
action-clear-models-help = 取消搜索、筛选或表格
action-refresh-models = 刷新
action-refresh-models-help = 获取最新的模型和价格
action-run = 生成
action-run-help = 按显示的价格生成
action-leave-field = 离开输入框
action-leave-field-help = 先离开输入框，再返回
action-advanced = 高级
action-advanced-help = 显示或隐藏高级选项
action-browse = 浏览文件
action-browse-help = 从磁盘选择输入文件
action-by-line = 每行一条描述
action-by-line-help = 把描述当作一条，或每行一条
action-remove-input = 去掉
action-put-back-input = 放回
action-input-up = 前移
action-input-down = 后移
action-new-task = 新建
action-new-task-help = 再创作一个
action-search-history = 搜索
action-search-history-help = 在描述、模型和标签中搜索
action-filter-history = 筛选
action-filter-history-help = 选择显示哪些：种类、状态、时间、模型、花费、星标
action-star = 加星
action-star-help = 加上或去掉星标
action-tags = 标签
action-tags-help = 用自己的标签归类
action-reuse = 复用
action-reuse-help = 用它的全部设置填好创作页
action-history-view = 图片
action-history-view-help = 切换图片墙和表格
action-show-spend = 花费
action-show-spend-help = 花了多少：按时间和模型，附上限和用时
action-export-history = 导出
action-export-history-help = 把显示的内容写入 CSV 或 JSON 文件
action-delete-task = 删除
action-delete-task-help = 删除记录、文件或两者；可撤销
action-reveal-file = 定位文件
action-reveal-file-help = 在文件管理器中显示文件
action-fetch-again = 重新下载
action-fetch-again-help = 重新下载不在原处的文件（服务端仍有时）
action-history-media = 媒体
action-history-media-help = 只看图片、视频、音乐或语音
action-history-kind = 状态
action-history-kind-help = 只看完成、失败、未确认、已停止或未结束的
action-history-time = 时间
action-history-time-help = 只看今天、最近 7 天或本月
action-history-starred = 只看 ★
action-history-starred-help = 只看加星的
action-spend-period = 按日、周、月
action-spend-period-help = 按日、周或月统计花费
action-tile-left = 左
action-tile-left-help = 移到左边的图片
action-tile-right = 右
action-tile-right-help = 移到右边的图片
action-open-file = 打开
action-open-file-help = 打开第一个已保存的文件
action-settle = 处理
action-settle-help = 处理光标处任务需要你决定的事
action-take-out = 取出
action-take-out-help = 从队列中取出，或停止查看
action-queue-up = 提前
action-queue-up-help = 在队列中上移
action-queue-down = 推后
action-queue-down-help = 在队列中下移
action-pause-queue = 暂停
action-pause-queue-help = 让队列停下，或继续
action-search-tasks = 搜索
action-search-tasks-help = 按模型和提示词搜索
action-filter-state = 筛选
action-filter-state-help = 只看运行中、等待、需要你、已完成或失败的
action-filter-state-back = 反向筛选
action-filter-state-back-help = 同上，方向相反
action-filter-task-media = 媒体
action-filter-task-media-help = 只看图片、视频、音乐或语音
action-fold-group = 折叠
action-fold-group-help = 折叠光标处的组
action-unfold-group = 展开
action-unfold-group-help = 展开光标处的组
action-use-as-input = 用作输入
action-use-as-input-help = 用这个结果创建新的内容
action-compare-results = 对比
action-compare-results-help = 并排查看同一组的结果
action-save-as = 另存为
action-save-as-help = 用别的名字保存结果
action-choose-right = 下一个
action-choose-left = 上一个
action-pick-winner = 胜出 ★
action-open-result = 打开
action-play-result = 播放
action-turn-result = 下一个结果
action-leave-results = 返回
action-turn-result-back = 上一个结果
action-play = 播放
action-play-help = 播放声音或影片，或停止
action-copy-link = 复制链接
action-copy-link-help = 复制结果的地址
action-preview-mode = 图片
action-preview-mode-help = 换一种方式显示图片，或不显示
action-run-again = 再次运行
action-run-again-help = 按现在的价格再运行一次
action-instead = 换一个
action-instead-help = 换更小更便宜的，或换别的模型
action-next-media = 下一个结果
action-next-media-help = 查看该任务的下一个结果
action-previous-media = 上一个结果
action-previous-media-help = 查看该任务的上一个结果
action-undo = 撤销
action-undo-help = 撤销刚才的操作
action-back = 返回
action-back-help = 依次离开搜索、详情和筛选
action-help = 帮助
action-help-help = 显示本界面的按键
action-palette = 命令
action-leave = 退出
action-leave-help = 退出；进行中的任务会继续，下次启动时接着跟进

## 模型

models-heading =
    { $count ->
        [0] 还没有模型
       *[other] { $count } 个模型
    }
models-count = { $count } 个模型
models-skipped = （{ $count } 项无法读取）
models-hint = 用 ↑ ↓ 选择任务类型，→ 展开。在模型上按回车即可用它创作。
models-still-here = 下面显示的是上次获取的内容。
models-try-again = 按 r 重试。
models-search = / 名称、别名、标签、能力
models-nothing = 没有与“{ $search }”匹配的模型。换个中文或英文词试试；按 esc 取消搜索。
models-nothing-filtered = 没有符合筛选条件的模型。按 esc 取消筛选。
models-no-favourites = 还没有收藏：按 f 收藏光标处的模型。按 esc 返回。
models-count-of = { $count } / { $total }
models-marked = 已标记 { $count } / 4
models-new = 新
models-gone = 已下架
models-gone-hint = { $model } 已下架，无法再运行。之前的价格：{ $points } 积分。
models-too-many = 最多同时对比四个模型。请先按空格取消一个标记。
models-vanished = { $models } 已下架，标记已取消。
models-favourite = 已收藏 { $model }。
models-no-favourite = 已取消收藏 { $model }。
models-preferred = { $model } 现在是你的{ $kind }默认模型。
models-preferred-before = { $model } 现在是你的{ $kind }默认模型，替换了 { $before }。
models-not-preferred = { $model } 不再是你的{ $kind }默认模型，将使用 { $now }。
models-not-saved = 未能保存（{ $path }）：只在本次运行中有效。
models-no-cheaper = 没有已知的更便宜的模型。
models-no-better = 没有已知的更好的模型。
table-model = 模型
table-price = 积分
table-time = 时间
table-turn = ← → 其他任务类型
models-mark-first = 先按空格标记两到四个模型，再按 c 对比。
compare-heading = 并排对比 { $count } 个模型
compare-kind = 任务类型
compare-first-price = 默认设置
compare-yours = 你的记录
compare-tags = 标签
compare-notes = 须知
compare-more = 另有 { $count } 个
compare-same = 各模型相同的内容以暗色显示。
run-all-title = 同一提示词运行 { $count } 个模型
run-all-keys = ctrl+r 运行。esc 离开，已输入的内容会保留。
run-all-inputs = 输入素材，每行一个文件或网址；供需要素材的模型使用
run-all-queued = 已提交
run-all-none = 这些模型都无法运行。
run-all-total = 运行 { $count } 个 · { $points }
run-all-changed = 价格刚刚有变化：请再看一眼，然后运行。
run-all-done = 已提交 { $count } 个任务：按 3 查看。
run-all-some = 已提交 { $queued } / { $count } 个。未发送、未扣费的仍在这里。
filter-all = 全部
filter-image = 图片
filter-video = 视频
filter-music = 音乐
filter-speech = 语音
sort-by = 排序：{ $order }
sort-listed = 列表顺序
sort-price = 价格 ▲
sort-time = 时间 ▲
sort-name = 名称 ▲
loading-models = 正在获取模型和价格…
starting-demo = 正在启动演示用的模拟服务…
starting-live = 正在连接 IMA Studio…
detail-time = 大约需要 { $time }
detail-time-yours = 约需 { $time }（你的记录：{ $yours }）
detail-preferred = ♥ 你的默认模型
detail-recommended = ★ 推荐
detail-favourite = ♡ 收藏
detail-new = 上次查看之后新增。
detail-changed = 价格变化：{ $what } { $was } → { $now } { $sign }
detail-cheaper = 更便宜 (<)
detail-better = 更好 (>)
detail-alternative = { $model }  { $points } 积分  { $time }
detail-price = 价格（积分）
detail-no-price = 没有列出价格，暂时不能使用。
detail-options = 选项
detail-inputs = 输入素材
detail-free-text = 自由填写
inputs-none = 无
inputs-exactly = 正好 { $count } 个
inputs-range = { $least } 到 { $most } 个
inputs-references = 除图片外或代替图片：最多 { $videos } 个视频和 { $sounds } 个音频
note-music-minutes = 时长不能设置：一首歌约 2 分钟；需要更长可以生成多段后拼接。
note-music-seconds = 时长不能设置：约 30 秒。
note-no-pitch = 音高不能设置：可以换一个声音。
note-pictures-only = 这里只能用图片作为输入，即使列表写了其他类型。

## 创作

create-prompt = 描述
create-prompt-hint = 写下你想看到或听到的内容…
create-prompts-by-line = 描述，每行一条（ctrl+n：改回一条）
create-prompts = { $count } 条描述
create-line = 第 { $line } 行：{ $why }
create-inputs = 输入素材（{ $count }）：{ $use }
inputs-of-text_to_image = 无
inputs-of-text_to_video = 无
inputs-of-text_to_music = 无
inputs-of-text_to_speech = 无
inputs-of-image_to_image = 要修改的图片
inputs-of-image_to_video = 视频从这张图片开始
inputs-of-first_last_frame_to_video = 视频从第一张图片过渡到最后一张
inputs-of-reference_image_to_video = 画面里要出现的内容；视频并不从它开始
inputs-hint = 文件或 https 地址，按 ↵ 添加
inputs-browse = 浏览… ^f
inputs-full = 位置已满：先在某个素材上按 x 把它去掉。
inputs-none-taken = 这个模型不需要输入素材。
picker-title = 选择文件
picker-hint = 输入文件名的一部分，或路径
picker-note = ↵ 选用 · → 进入文件夹 · ← 返回上级 · esc 不选
picker-empty = 这里没有可用的文件，也许在子文件夹里。
picker-no-access = 无法读取这个文件夹：{ $folder }
pick-hint = 输入文字搜索
pick-note = ↑ ↓ 选择 · ↵ 选用 · esc 不选
pick-nothing = 没有符合的内容。
slot-empty = 空
slot-address = 网址：由服务读取
slot-uploaded = 已上传过
slot-seconds = { $seconds } 秒
slot-megabytes = { $size } MB
slot-removed = 已去掉，按 u 放回。
role-first_frame = 首帧
role-last_frame = 尾帧
role-reference = 参考图
role-picture = 图片
role-video = 视频
role-audio = 声音
create-why-preferred = ♥ 您常用的
create-why-recommended = ★ 推荐
create-expected = 预计 { $time }
create-video-note = 视频需要较长时间
create-no-models = 还没有模型：请等待列表加载，或按 1 查看原因。
create-no-service = 服务暂时不可用：按 esc 再按 1 查看原因。已输入的内容会保留。
create-still-starting = 正在连接，请稍后再生成。已输入的内容会保留。
create-gone = { $model } 已不在列表中，无法使用：请换一个模型。已输入的内容会保留。
create-dropped = 这个模型没有以下选项，已略去：{ $names }
field-count = 数量
field-count-help = 要几个结果；每个都单独计费
help-range = { $least } 到 { $most }
help-characters = 最多 { $most } 个字符
field-empty = 可不填
field-range = { $least } 到 { $most }，可不填
field-recommended = ★ 推荐：按 * 选用
field-suggested = 例如 { $value }（→ 补全）
field-not-with = 不能与 { $other } { $value } 同时选择
option-on = 开
option-off = 关
option-open = 不设定
form-advanced = ▸ 还有 { $count } 个选项
form-advanced-open = ▾ 收起选项
run = 生成
run-price = 生成 · { $points }
run-price-many = 生成 · { $factors } = { $points }
price-estimate = 价格为估算：列表中没有与这些选项完全对应的价格。
queued-batch = { $count } 个任务已开始：按 esc 再按 3 查看进度。
queued-some = { $count } 条中有 { $queued } 条已开始。第 { $lines } 行没有发送，也没有扣费。{ $why } 没有发送的仍在这里。
queued-notice = { $model } 已开始：按 esc 再按 3 查看进度。
nothing-sent = 没有发送，也没有扣积分。已输入的内容会保留。

## 无法创建的原因，以及可以怎么选

refused-no_price = { $model } 没有价格，暂时不能使用，请换一个模型。
refused-no_prompt = 请先写下描述。
refused-many_prompts = 一次最多 { $most } 条描述，请分几次发送。
refused-long_prompt = 描述有 { $count } 个字符，最多 { $most } 个，请缩短。
refused-short_prompt = 描述只有 { $count } 个字符，至少需要 { $least } 个。
refused-too_long = { $name }：{ $count } 个字符，最多 { $most } 个，请缩短。
refused-too_short = { $name }：{ $count } 个字符，至少 { $least } 个。
refused-not_a_number = { $name }：“{ $value }”不是数字。
refused-out_of_range = { $name }：{ $value } 不在 { $least } 到 { $most } 之间。
refused-conflict = { $name } { $value } 不能与 { $other } { $held } 同时选择，请改其中一个。
refused-unpriced = { $name } { $value } 与其他选项的组合没有价格。可选：{ $choices }
refused-bad_value = { $name } 不能是“{ $value }”。可选：{ $choices }
refused-bad_count = { $name }：“{ $value }”不可用。可选：{ $choices }
refused-unmapped = 该模型没有 { $held } 这种组合。请更改其中之一：{ $choices }
refused-bad_group = “{ $name }”不能是“{ $value }”。请改用：{ $choices }
refused-twice = “{ $name }”用两个名称设置了两次：请只设置一次。
count-range = { $least } 到 { $most } 的整数
refused-count_twice = 数量写了两次而且不一致，请只写一次。
refused-own_parameter = “{ $name }”不能作为选项给出，它有自己的位置。
refused-unknown_parameter = { $model } 没有选项“{ $name }”。可用的有：{ $choices }
refused-unknown_model = 这里没有模型“{ $model }”。可用的有：{ $choices }
refused-ambiguous_model = “{ $model }”可能指多个模型：{ $choices }
refused-unknown_version = { $model } 没有版本“{ $version }”。可用的有：{ $choices }
refused-bad_address = 地址不可用：{ $input }（必须以 https:// 开头）
refused-input_folder = 这是文件夹，不是文件：{ $input }
refused-no_file = 没有这个文件：{ $input }
refused-not_image = 不是图片：{ $input }。图片的后缀可以是：{ $choices }
refused-not_video = 不是视频：{ $input }。视频的后缀可以是：{ $choices }
refused-not_audio = 不是音频：{ $input }。音频的后缀可以是：{ $choices }
refused-no_inputs = { $model } 在这里不需要输入素材，请去掉。
refused-no_video = { $model } 不接受视频作为输入，请去掉。
refused-no_audio = { $model } 不接受音频作为输入，请去掉。
refused-too_many_video = { $model } 最多接受 { $most } 个视频。
refused-too_many_audio = { $model } 最多接受 { $most } 个音频。
refused-inputs_exactly = 需要正好 { $least } 个输入：https 地址或文件。
refused-inputs_range = 需要 { $least } 到 { $most } 个输入：https 地址或文件。
refused-input_empty = 文件是空的：{ $input }
refused-input_changed = { $input } 已不是当时选择的文件，请重新选择。
refused-input_no_access = 无法读取 { $input }，请检查文件权限。
refused-unreadable_image = 无法作为图片读取：{ $input }。文件已损坏或不是图片；图片可以是：{ $choices }
refused-unreadable_video = 无法作为视频读取：{ $input }。文件已损坏或不是视频；视频可以是：{ $choices }
refused-unreadable_audio = 无法作为音频读取：{ $input }。文件已损坏或不是音频；音频可以是：{ $choices }
refused-input_format = { $input } 的格式是 { $found }；{ $model } 接受：{ $choices }
refused-input_bytes = { $input } 有 { $found } MB，最多 { $most } MB。
refused-input_seconds = { $input } 时长 { $found } 秒，须为 { $least } 到 { $most } 秒。
refused-input_side = { $input } 的尺寸是 { $found } 像素，每边须为 { $least } 到 { $most }。
refused-input_ratio = { $input } 的宽高比是 { $found }，须为 { $least } 到 { $most }。
refused-input_pixels = { $input } 共有 { $found } 像素，须为 { $least } 到 { $most }。
refused-input_fps = { $input } 每秒 { $found } 帧，须为 { $least } 到 { $most }。
refused-inputs_bytes = 所有输入共 { $found } MB，最多 { $most } MB。
refused-inputs_seconds_video = 视频总时长 { $found } 秒，最多 { $most } 秒。
refused-inputs_seconds_audio = 音频总时长 { $found } 秒，最多 { $most } 秒。
refused-not_public = 这个地址指向内部网络，因此不会打开：{ $input }。请使用公开的 https 地址，或直接使用文件。
refused-not_there = 这个地址已没有内容：{ $input }
refused-not_stored = 服务的存储不接受这个文件：{ $input }
refused-not_verified = 服务不接受 { $input }：{ $message }

## 模型列表之外的选项

extra-model = 版本
help-of-model = 使用模型的哪个版本
extra-lyrics = 歌词
help-of-lyrics = 要唱的词；不写则自动作词
extra-audio_params-emotion = 情绪
help-of-audio_params-emotion = 怎样说出来；只有部分声音支持
extra-audio_params-speech_rate = 语速
help-of-audio_params-speech_rate = 0 为正常，100 约为两倍
extra-audio_params-loudness_rate = 音量
help-of-audio_params-loudness_rate = 0 为正常
extra-additions-explicit_language = 语言
help-of-additions-explicit_language = 例如 crosslingual，用于多语言文本
extra-additions-context_texts = 上下文
help-of-additions-context_texts = 前面说过的话，每行一条

## 音色

voice-female = 女声
voice-male = 男声
voice-general = 通用
voice-mature = 成熟
voice-knowing = 知性
voice-lively = 活泼
voice-warm = 温暖
voice-fresh = 清新
voice-playful = 撒娇
voice-sweet = 甜美
voice-neighbour = 邻家女孩
voice-cartoon = 卡通
voice-host = 成熟主持
voice-narration = 电影解说
voice-young = 青年
voice-monkey_king = 孙悟空

## 任务

summary-running = { $count } 个生成中
summary-saving = { $count } 个保存中
summary-queued = { $count } 个排队
summary-unconfirmed = { $count } 个需要你确认
summary-idle = 没有进行中的任务
tasks-empty = 没有进行中的任务。按 2，写一句话，再按 ctrl+r。以前的任务在 4。
tasks-none-shown = 没有这样的任务。按 esc 查看全部。
search-tasks-hint = 模型或提示词；回车到列表，esc 离开
filter-kind-all = 全部
filter-kind-running = 运行中
filter-kind-waiting = 等待中
filter-kind-needs_you = 需要你
filter-kind-done = 已完成
filter-kind-failed = 失败或已停
filter-media-all = 所有媒体
filter-media-image = 图片
filter-media-video = 视频
filter-media-music = 音乐
filter-media-speech = 语音
filter-text-none = 搜索
group-batch = { $count } 个一批
group-compare = { $count } 个对比
group-hint = 回车折叠，x 取出仍在等待的，c 并排查看结果。
remark-elsewhere = 由另一个窗口照看
remark-almost = 快好了… { $elapsed }
remark-elapsed = { $elapsed } / { $expected }
remark-slower = 比平时慢 · { $elapsed }
remark-files = { $count } 个文件 · { $took }
remark-queued = 等待空位
prompt-not-kept = （未保留描述）
prompt-kept = （描述保留到任务有定论为止）
queue-settings = 限额不明确时不会发送任何内容：{ $path }：{ $key } 可以是 { $allowed }。请修改后按 p。
queue-paused = 队列已暂停。{ $why } 按 p 继续。
queue-held = 上次离开时还有 { $count } 个任务在排队。按 p 发送。
media-number = 第 { $number } 个，共 { $total } 个
media-saving = 正在保存…
media-processing = 生成中
media-failed = 未成功
media-deleted = 已被服务删除
open-nothing = 还没有已保存的文件。
open-failed = 没有可用的查看程序。文件在 { $path }
undone = 已撤销。
undo-hint = 按 z 撤销。
undo-nothing = 没有可撤销的操作。
again-title = 再次运行
again-prompt-hint = 提示词（没有保留）
again-gone = { $model } 已不再出售。按 a 查看可以换用的。
again-inputs = 它的输入没有保留：请重新提供，再从这里运行。
again-dropped = 该模型不再像以前那样接受 { $names }：请看表单。
instead-title = 换一个运行
instead-why = 提示词相同，设置尽量相同。选中一项即按其价格运行。
instead-nothing = 没有可以换用的。
offer = { $name } · { $points } · { $time }
offer-dropped = 不含 { $names }
input-title = 用它做什么？
input-nothing = 还没有结果可用。
input-no-model = 没有模型接受这种输入。
compare-nothing = 它不是和别的任务一起下单的。
comparison-title = { $count } 个结果
comparison-shown = { $first }–{ $last }
save-as-title = 另存为
save-as-save = 保存
save-as-replace = 替换已有的文件
save-as-hint = → 补全文件夹，esc 离开。
saved-as = 已保存：{ $path }
copy-missing = 文件已经不在了。
copy-taken = 已有同名文件。换个名字，或替换它。
copy-same = 这就是该文件本身。换个名字。
copy-no_folder = 没有这个文件夹。是否写对了？
copy-folder = 无法写到那里。换个位置。
copy-disk_full = 磁盘已满。请腾出空间，或换个位置。
play-nothing = 这里还没有可播放的内容。
play-missing = 文件已经不在了。
play-no_player = 这里没有可用的播放器。请安装 mpv，或按 o 打开文件。
play-failed = { $program } 无法播放。请按 o 打开文件。
link-nothing = 还没有可复制的地址。
link-copied = 地址已复制。
link-sent-title = 已发送到终端
link-sent = 如果粘贴不出来，说明终端不接受：请在这里选中地址。

## 时间线

event-queued = 已排队，{ $points } 积分
event-sent = 已发送，{ $points } 积分
event-accepted = 已接受
event-not_sent = 未发送：{ $problem }。将自动重试。
event-refused = 未被接受：{ $problem }。仍在队列中。
event-unconfirmed = { $problem }：可能已扣积分
event-ready = 已完成 { $ready } / { $total }
event-saved = 已保存 { $name }
event-not_saved = 暂未保存：{ $problem }
event-failed = 未成功：{ $problem }
event-taking_long = 比平时慢，仍在继续
event-held = 离开时仍在排队
event-waits = 等你决定：{ $problem }
event-corrected_list = 重新查看了价目
event-corrected_rule = 重新选定了价格：{ $points } 积分
event-corrected_completed = 补全了选项：{ $parameter } { $after }
event-corrected_notch = 降了一档：{ $parameter } { $before } → { $after }，{ $points } 积分
event-price_new = 价格已变：{ $before } → { $after } 积分
event-agreed = 同意 { $points } 积分
event-taken_out = 已从队列取出，没有收费
event-put_back = 放回队列
event-taken_back = 已收回：之前那次是否创建仍未确定
event-not_sent_again = 这次没有发送：{ $problem }；之前那次是否创建仍未确定
event-attached = 找到了编号，从现在起查看
event-not_created = 你确认没有创建
event-sent_again = 将再发一次，可能重复收费
event-unknown_task = IMA Studio 表示查不到这个任务；仍会不时查看
event-day_passed = 一天后仍未完成；不再查看
event-watched_again = 重新开始关注
event-stopped = 不再关注
event-status = IMA Studio 的状态：{ $status }

## 历史

history-totals =
    { $count ->
        [0] 还没有记录
       *[other] { $count } 个任务 · { $points }
    }
history-empty = 还没有任务。按 2，写一句话，再按 ctrl+r。
search-history-hint = 描述、模型、标签里的词；#标签 表示某个标签；esc 离开
history-nothing = 没有符合的。按 esc 显示全部。
history-starred = 只看 ★
history-kind-all = 所有状态
history-kind-done = 完成
history-kind-failed = 失败
history-kind-unconfirmed = 未确认
history-kind-stopped = 已停止
history-kind-open = 未结束
history-time-all = 全部时间
history-time-today = 今天
history-time-week = 7 天
history-time-month = 本月
history-time-between = { $since } 至 { $until }
history-time-choose-all = 全部时间
history-time-choose-today = 今天
history-time-choose-week = 最近 7 天
history-time-choose-month = 本月
history-time-choose-between = 从 … 到 …
history-model-all = 所有模型
history-cost = { $least } 至 { $most }
history-cost-least = { $least } 以上
history-cost-most = { $most } 以内
history-filter-title = 显示哪些
history-field-media = 种类
history-field-kind = 状态
history-field-time = 时间
history-field-since = 从
history-field-until = 到
history-field-model = 模型
history-field-least = 积分下限
history-field-most = 积分上限
history-since-hint = 2026-11-20、昨天、7天
history-until-hint = 2026-11-20、今天
history-least-hint = 不限
history-most-hint = 不限
history-starred-only = 只看加星的
history-filter-apply = 显示
history-filter-clear = 显示全部
history-filter-leave = 在输入框按 enter 即显示 · esc 保持原样
history-wrong-day = 这不是日期。请写成 2026-11-20、昨天 或 7天。
history-wrong-points = 这不是积分数。
history-made-from = 来源：{ $names }
history-used-in = 用于：{ $names }
history-missing =
    { $count ->
       *[other] { $path } 等 { $count } 个文件已不在原处：被移动或删除了。
    }
fetch-begun = 正在查找缺少的文件…
fetch-gone = 服务端已没有这个文件，无法重新下载。
fetch-in-use = 这个文件正在下载。
fetched =
    { $count ->
        [0] 没有缺少文件。
       *[other] { $count } 个文件已回到原处。
    }
tags-title = 标签
tags-note = 用逗号分隔。用 #标签 搜索。
tags-save = 保存
reuse-no-prompt = 描述没有保留：请重新写。其余与原来一样。
delete-not-ended = 它还没有结束，不能删除：请到任务（3）里处理，或停止等待。
delete-title = 删除？
delete-note = 十分钟内可撤销（z）。花费仍会计入。
delete-both =
    { $count ->
       *[other] 记录和它的 { $count } 个文件
    }
delete-record = 只删记录；文件保留
delete-files =
    { $count ->
       *[other] 只删 { $count } 个文件；记录保留
    }
deleted-both = 已删除记录和文件。按 z 撤销。
deleted-record = 已删除记录；文件保留。按 z 撤销。
deleted-files = 已删除文件。按 z 撤销。
delete-left =
    { $count ->
       *[other] { $path } 等 { $count } 个文件保持原样：无法移动，或已是别的内容。
    }
export-title =
    { $count ->
       *[other] 导出 { $count } 个任务
    }
export-note = 当前显示的内容会写入此文件，只有您能读取。
export-json = JSON
export-csv = CSV
export-nothing = 没有显示任何任务，无可导出。
export-there-title = 替换吗？
export-there = { $path } 已经存在。
export-replace = 替换
export-other = 换个名字
exported =
    { $count ->
       *[other] 已将 { $count } 个任务写入 { $path }
    }
export-failed-read-only = 无法写入 { $path }：您对此文件夹只有读取权限。请换一个。
export-failed-no-folder = 没有这个文件夹：{ $path }。请选已有的文件夹。
export-failed-is-folder = { $path } 是文件夹。请加上文件名。
export-failed-full = 磁盘已满：没有写入 { $path }。
export-failed-bad-name = { $path } 不能作文件名。请换一个。
export-failed-other = 无法写入 { $path }。请换一个文件。
spend-reading = 正在统计…
spend-title = 积分
spend-by-day = 按日
spend-by-week = 按周
spend-by-month = 按月
spend-day = { $month }/{ $day }
spend-empty = 这里还没有花费。
spend-column-model = 模型
spend-column-points = 积分
spend-column-success = 成功率
spend-column-real = 实际用时
spend-column-listed = 预计用时

## 对话框

leave-hint = 退出请按 q（正在输入时先按 esc）。
leave-title = 现在退出？
leave-running = { $count } 个任务会继续进行，下次启动时接着跟进。
leave-sending = 有任务正在发送：退出前会等待答复，以免结果不明。
leave-waiting = { $count } 个任务仍在队列中并会保留，没有扣积分。
leaving-title = 正在等待答复…
leaving-why = 没有答复就无法知道任务是否已创建并扣积分，需要你自己去核对。仍要退出请按 q。
leave-yes = 退出 (q)
leave-no = 留下 (esc)
help-title = { $page } 的按键
help-everywhere = 任何界面
help-inputs = 在素材上
help-lists = 列表中
palette-hint = 按名称查找命令…
help-close = 按 esc 关闭。ctrl+p 可按名称查找所有命令。

## 需要用户决定的事

ask-leave = 按 esc 保持原样。
settle-title = 需要你决定
settle-now-costs = 现在需要 { $points }。
settle-id-hint = 记录中的任务编号
settle-nothing = 这个任务没有需要你决定的事。
settle-not_asked = 它已经不在等待。
settle-being_sent = 正在发送，来不及取出了。
settle-never_accepted = 它没有被接受过，没有可查看的。
settle-unknown_id = IMA Studio 没有这个编号的任务，请从记录中重新复制。
settle-held_id = 这个编号属于历史中的另一个任务。
settle-not_here = 这个任务由另一个 IMA TUI 负责，请在那里处理。
settle-other_state = 它的状态已经变了。
settle-lost_request = 它的请求已不在磁盘上，请从“创建”重新运行。
way-agree = 按这个价格发送
way-try_again = 再试一次
way-take_out = 取出：不收费
way-attach = 已创建：关联上面的编号
way-not_created = 没有创建
way-send_again = 再发一次：可能重复收费
way-watch_again = 重新查看
way-stop = 停止查看
taken-out = 已从队列取出 { $count } 个，没有收费。
taken-back = 没有再发。之前那次是否创建仍未确定：按 u 处理。
stopped-watching = 不再查看。它在 IMA Studio 继续进行，费用照计；按 u 可重新查看。
take-out-nothing = 只有等待中或进行中的任务可以取出。
confirm-title = 以 { $points } 运行？
confirm-above = 超过了 { $limit }，即运行前需要确认的上限。
confirm-repeat = 刚刚运行过同样的内容，再次运行会再次收费。
confirm-run = 运行
over-session = 会超过本次会话的上限：{ $limit } 中已花费或预留 { $spent }。
over-day = 会超过今天的上限：{ $limit } 中已花费或预留 { $spent }。
over-month = 会超过本月的上限：{ $limit } 中已花费或预留 { $spent }。

## 出了什么问题：一行里的几个字

brief-key = 密钥无效
brief-points = 积分不足
brief-subscription = 需要订阅
brief-price_changed = 价格有变
brief-no_rule = 这组选项没有价格
brief-rule_mismatch = 价格表有变
brief-heavy = 超出模型能力
brief-bad_request = 请求未被理解
brief-bad_value = 有选项不被接受
brief-outdated = 价格表有变
brief-too_small = 尺寸太小
brief-moderation = 描述未通过
brief-rate = 请求过于频繁
brief-unavailable = 模型暂不可用
brief-connection = 无法连接
brief-no_answer = 没有收到答复
brief-not_the_service = 没有收到答复
brief-refused = 未被接受
brief-storage = 文件未上传
brief-generation = 生成未成功
brief-restart = 被中断
brief-paused = 已由你暂停
brief-disk_full = 磁盘已满
brief-folder = 文件夹不可写
brief-gone = 文件已不在
brief-incomplete = 文件不完整
brief-wrong_kind = 不是媒体文件
brief-store = 无法写入记录
brief-lost_request = 请求已丢失
brief-price_risen = 价格上涨了
brief-correction = 有修改建议
brief-unlisted = 目录中没有这样的组合
brief-cap_session = 超过本次会话上限
brief-cap_day = 超过今天上限
brief-cap_month = 超过本月上限
brief-inputs = 有输入素材不可用
brief-not_created = 没有创建
brief-unknown_task = IMA Studio 目前查不到它
brief-day_passed = 一天后仍未完成

## 出了什么问题：发生了什么、为什么、怎么办

problem-key = API 密钥无效或未授权。请生成新密钥后重新启动：
problem-points = 积分不足。请购买积分，或换一个更便宜的模型：
problem-subscription = 这个模型需要订阅。请订阅，或换一个模型：
problem-price_changed = 价格刚刚变了，所以没有发送。按 1 再按 r 刷新价格，然后重新生成。
problem-no_rule = 这组选项没有对应的价格。请换一组选项后重新生成。
problem-rule_mismatch = 价格表刚刚变了。按 1 再按 r 刷新，然后重新生成。
problem-heavy = 对模型来说要求过高。请试试更小的尺寸、更短的时长，或换个模型。
problem-bad_request = 服务没能理解这个请求。请稍微调整选项后重新生成。
problem-bad_value = 有一个选项不被这个模型接受。请换一个值后重新生成。
problem-outdated = 价格表已过期（与你的积分无关）。按 1 再按 r 刷新，然后重新生成。
problem-too_small = 尺寸低于这个模型的下限。请选择更大的尺寸。
problem-moderation = 描述中有模型不接受的内容。请换一种说法后重新生成。
problem-rate = 请求过于频繁，稍后会自动继续。
problem-unavailable = 当前模型暂时不可用。建议换个模型，或稍后再试。
problem-connection = 无法连接 IMA Studio：请检查网络。排队的任务会等待并自动继续。
problem-no_answer = 没有收到 IMA Studio 的答复：网络可能不稳定。
problem-not_the_service = 答复的内容不像 IMA Studio，或者它暂时有故障。
problem-refused = 服务没有接受这个请求。请稍后再试，或换个模型。
problem-storage = 上传存储没有接收文件，会自动重试。
problem-generation = 这次没能生成。建议换个模型，或换一种说法。
problem-restart = 发送途中程序结束了。
problem-paused = 你暂停了它：在你继续之前不再发送，已在运行的照常进行。
problem-disk_full = 磁盘已满。请腾出空间，保存会自动继续。
problem-folder = 结果文件夹不可写。请改为可写，保存会自动继续。
problem-gone = 文件已不在原地址，正在获取新地址。
problem-incomplete = 文件没有完整到达，正在重新获取。
problem-wrong_kind = 收到的不是图片、视频或声音，正在重新获取。
problem-store = 无法写入记录，因此不再发送。请检查磁盘（已满、只读或被其他程序占用？），然后按 p。
problem-lost_request = 请求已不在磁盘上，无法发送。没有扣积分，请重新生成。
problem-price_risen = 运行之后价格上涨了，所以没有发送。请同意新价格，或取出。
problem-correction = IMA Studio 没有接受。小的修改可能有用：同意修改，或取出。
problem-unlisted = 目录中已没有这样的模型或组合，所以没有发送。请再试一次，或取出。
problem-cap_session = 会超过本次会话的上限，所以没有发送。提高上限后再试，或取出。
problem-cap_day = 会超过今天的上限，所以没有发送。明天再试、提高上限，或取出。
problem-cap_month = 会超过本月的上限，所以没有发送。提高上限后再试，或取出。
problem-inputs = 有输入素材不可用，所以没有发送。时间线中写明了是哪个以及原因。
problem-not_created = 你确认它没有创建：没有收费。
problem-unknown_task = IMA Studio 表示查不到这个任务。它已付费，所以仍会不时查看。你的记录：https://imastudio.com/dashboard（视频：https://www.imastudio.com/ai-creation/text-to-video）。
problem-day_passed = 一天后仍未完成，因此不再自动查看。它已付费，仍可能完成：可以再次查看，或停止关注。你的记录：https://imastudio.com/dashboard（视频：https://www.imastudio.com/ai-creation/text-to-video）。
next-unconfirmed = 可能已经扣了积分，所以不会自动重发。重新生成前请先查看记录：https://imastudio.com/dashboard

## 启动

start-no_key = 没有 API 密钥。请用 ima-tui auth login 保存密钥（获取密钥：https://www.imaclaw.ai/imaclaw/apikey），或设置 IMA_API_KEY，或用 --api-key-file 文件 启动。没有密钥也可以先体验：ima-tui demo
start-bad_key = API 密钥中含有不可能出现的字符。请从 https://www.imaclaw.ai/imaclaw/apikey 重新复制后再启动。
start-bad_key_file = { $about } 中没有 API 密钥。文件里只能有一个密钥，不能有其他内容。修改后请重新启动。
start-unreadable_key_file = 无法读取密钥文件 { $about }。请检查读取权限，然后重新启动。
start-linked_key_file = { $about } 是指向其他文件的链接，因此不使用其中的密钥。请换成文件本身，然后重新启动。
start-open_key_file = 其他人可以读取或修改 { $about }，因此不使用其中的密钥。请运行：chmod 600 { $about } 然后重新启动。
start-foreign_key_file = { $about } 属于其他用户，因此不使用其中的密钥。请建立自己的文件，然后重新启动。
start-keyring_slow = 系统钥匙串没有响应。请解锁后重新启动，或把密钥放入 IMA_API_KEY。
start-keyring_refused = 系统钥匙串没有给出密钥：可能已锁定。请解锁后重新启动，或把密钥放入 IMA_API_KEY。
start-simulator = 演示用的模拟服务无法启动。请退出后重新运行 ima-tui demo；日志在 { $about }
start-wrong_service = { $host } 的答复不像 IMA Studio。请检查 IMA_BASE_URL，或取消它以使用正式服务。
start-address_malformed = { $about } 不是可用的地址。请写成 https://api.imastudio.com 的形式，或取消它，然后重新启动。
start-address_insecure = { $about } 是明文 http 地址，密钥会失去保护。请改用 https，或取消它，然后重新启动。
crashed-why = IMA TUI 因自身的错误而停止。没有丢失任何内容：任务会继续，下次启动时接着跟进。
crashed = 请重新启动。
crashed-report = 事情经过（不含任何内容）记录在 { $path }
start-unreachable_host = 无法连接 { $host }。请检查网络和 IMA_BASE_URL，或取消它以使用正式服务。
start-store_newer = 历史记录由更新版本的 IMA TUI 创建。请升级程序；文件保持原样：{ $about }
start-store_damaged = 历史记录文件已损坏。把它移开即可重新开始；文件保持原样：{ $about }
start-store_locked = 另一个程序占用了历史记录文件。请关闭它后重新启动：{ $about }
start-store_full = 磁盘已满。请腾出空间后重试（{ $about }）。
start-store_unusable = 无法打开或写入：{ $about }。请检查其所有者，然后重新启动。
start-store_conflict = 历史记录中有重复的条目：{ $about }。

## 命令

cli-about =
    IMA Studio 的终端客户端：图片、视频、音乐和语音。

    不带命令时打开应用。它需要 IMA_API_KEY 或文件中的密钥；没有密钥可以先试试 "ima-tui demo"。
cli-demo = 在内置模拟服务上打开应用：不需要密钥和网络，使用单独的文件夹。
cli-simulate = 单独运行模拟服务；打印的第一行是它的地址。
cli-models = 列出一种或所有任务类型的模型，以及价格、预计时间和能力。
cli-model = 查看一个模型：选项、输入媒体、价格和替代模型。
cli-create = 创建：检查、给出价格、发送；加 --wait 则取得结果。
cli-batch = 创建多个，FILE 中每行一个 JSON 对象（"-" 从管道读取），并等待全部结束。
cli-heading-usage = 用法：
cli-heading-options = 选项
cli-heading-commands = 命令
cli-option-help = 显示本页。
cli-option-version = 显示版本。
cli-option-profile = 真实服务（live），或不需要密钥的演示模拟服务（demo）。
cli-option-lang = 显示语言。
cli-option-key-file = 只含 API 密钥的文件。
cli-option-speed = 任务比真实情况快多少倍。
cli-option-host = 监听的地址。
cli-option-port = 端口；0 表示任选空闲端口。
cli-option-seed = 使时间和媒体可重复。
cli-option-catalog = 用这个文件夹中的产品列表（products_<任务类型>.json）代替内置目录。
cli-option-faults = 要模拟的故障文件；有哪些故障见 docs/simulator.md。
cli-option-json = 输出 JSON，供程序使用。
cli-option-search = 只列出名称、别名、标签或能力包含这些词的模型。
cli-option-refresh = 必须取得最新列表，不使用上次的。
cli-option-task-type = text_to_image、image_to_image、text_to_video、image_to_video、first_last_frame_to_video、reference_image_to_video、text_to_music 或 text_to_speech。
cli-option-model = 模型：编号、名称或别名；不写则用默认模型。
cli-option-model-version = 模型的某个版本。
cli-option-prompt = 描述您想看到或听到的内容；"-" 表示从管道读取。
cli-option-param = 模型的选项及其值；可重复。
cli-option-input = 输入图片：文件或 https 地址；可重复。
cli-option-ref-video = 参考视频（模型支持时）：可重复。
cli-option-ref-audio = 参考音频（模型支持时）：可重复。
cli-option-count = 生成数量；每个都要付费。
cli-option-wait = 等到结果完成。
cli-option-save = 等待，并把结果保存到此文件夹。
cli-option-max-points = 总价超过这么多积分时停止。
cli-option-yes = 同意所示价格，无论多少。
cli-option-dry-run = 只检查并显示价格，不发送任何内容。
cli-option-concurrency = 同一类媒体同时运行多少个。
cli-usage-no-option = 没有选项 { $name }。
cli-usage-no-option-but = 没有选项 { $name }。您是指 { $known } 吗？
cli-usage-no-command = 没有命令 { $name }。可用的有：{ $known }。
cli-usage-flag = { $name } 不带值。
cli-usage-no-value = { $name } 后面需要一个值。
cli-usage-missing = 缺少 { $name }。
cli-usage-bad-value = { $name }：{ $reason }。
cli-usage-extra = 此处多余：{ $words }。
cli-usage-number = 必须是 { $least } 到 { $most } 之间的数字
cli-usage-whole = 必须是 { $least } 到 { $most } 之间的整数
cli-usage-whole-from = 必须是不小于 { $least } 的整数
cli-usage-choice = "{ $value }" 不在可选范围内：{ $known }
cli-usage-param = 请写成 名称=值，而不是 { $given }
cli-usage-param-twice = { $name } 出现了两次
cli-usage-word = { $word } 不是 UTF-8 文本。
cli-usage-text = 不是 UTF-8 文本
cli-error-usage = { $what }请看 "{ $command } --help"。
cli-error-no_key = 没有 API 密钥。请用 ima-tui auth login 保存，或放入 IMA_API_KEY，或使用 --api-key-file 文件；没有密钥可以加 --profile demo 试用。获取密钥：
cli-error-bad_key = API 密钥中有密钥不会含有的字符。请重新复制：
cli-error-bad_key_file = { $about } 中没有 API 密钥。文件里只能有一个密钥，不能有其他内容。获取密钥：
cli-error-unreadable_key_file = 无法读取密钥文件 { $about }。请检查文件名和读取权限。获取密钥：
cli-error-no_terminal = 应用需要在终端中运行，请不要重定向输入或输出。
cli-error-no_listen = 无法监听 { $host }:{ $port }：可能已被占用。请换一个 --port 或 --host。
cli-error-no_catalog = 没有文件夹 { $path }：请指定包含 products_<任务类型>.json 的文件夹。
cli-error-no_faults = 没有文件 { $path }：请指定故障文件。
cli-error-bad_simulation = 无法这样模拟：{ $why }
cli-error-simulator = 演示模拟服务无法启动。请重试；日志位于 { $about }
cli-error-address_malformed = { $about } 不是可用的地址。请写成 https://api.imastudio.com 的形式，或取消设置。
cli-error-address_insecure = { $about } 是普通 http 地址：密钥会不受保护地传输。请使用 https，或取消设置。
cli-error-no_list = IMA Studio 没有给出模型列表：可能暂时有问题。请稍后再试。
cli-error-unreadable_file = 无法读取 { $path }。请检查文件名和读取权限。
cli-error-no_stdin = 没有可读的内容：标准输入已关闭。
cli-error-too_long = { $path } 的内容超过 { $most } MB，不会读取。
cli-error-too_many_lines = 一个批次最多 { $most } 行，请拆分。
cli-error-not_text = 这一行不是 UTF-8 文本。
cli-error-not_json = 这一行不是 JSON：每行请写一个 JSON 对象。
cli-error-not_an_object = 这一行是 JSON，但不是含有 "task_type" 和 "prompt" 的对象。
cli-error-duplicate_key = “{ $name }”在同一个对象里出现了两次：请只写一次。
cli-error-missing_key = 缺少 "{ $name }"。
cli-error-unknown_key = "{ $name }" 不是一行可以使用的名称：{ $known }。
cli-error-wrong_type = "{ $name }" 必须是{ $wanted }。
cli-error-unknown_task_type = { $name } 不是任务类型。可用的有：{ $known }。
cli-error-over_max_points = 需要 { $points }，超过 --max-points 允许的 { $most }。没有发送任何内容。
cli-error-unwritable = 无法写出结果：磁盘是否已满？
cli-error-crashed = IMA TUI 因自身错误而停止。发生的情况（不含任何内容）记录在 { $path }
cli-way-inputs_exactly = 每个输入用 --input 给出，批处理中写在 "inputs" 里。
cli-way-inputs_range = 每个输入用 --input 给出，批处理中写在 "inputs" 里。
cli-type-text = 文本
cli-type-texts = 文本列表
cli-type-object = 由名称和值组成的对象
cli-next-failed = 请重新运行；如果仍然失败，请换一个模型。
cli-next-input = 请修改提示中所指的内容，然后重新运行。
cli-next-key = 请用 ima-tui auth login 保存有效的 API 密钥，或放入 IMA_API_KEY 或 --api-key-file 指定的文件。
cli-next-points = 请购买积分或订阅，或选择更便宜的模型。
cli-next-budget = 请提高 --max-points，或选择更便宜的方案。
cli-next-network = 请稍后重新运行。
cli-store-unusable = 上次的列表无法使用，也不会保存新的列表。
cli-kept-list = { $why } 显示的是 { $time } 的列表（{ $age } 前）。
cli-missing-list = { $task }：{ $why }
cli-nothing-found = 没有与 { $search } 匹配的模型。
cli-no-models = 这里没有模型。
cli-skipped =
    { $count ->
       *[other] 列表中有 { $count } 条无法读取。
    }
cli-column-name = 名称
cli-column-model = 模型
cli-column-version = 版本
cli-column-points = 积分
cli-column-origin = 折扣前
cli-column-time = 时间
cli-column-abilities = 能力
cli-column-option = 选项
cli-column-param = --param
cli-column-choices = 可选值
cli-column-default = 默认
cli-column-line = 行
cli-star = ★ = 不指定模型时使用。
cli-price-unreachable = 不能同时选择
cli-estimate = 估算
cli-model-also = 也用于：{ $others }（加 --task-type）。
cli-model-inputs = 输入媒体：{ $inputs }
cli-model-abilities = 能力：{ $abilities }
cli-model-alternatives = 替代模型
cli-model-versions = 其他版本：{ $others }
cli-create-versions = 已选用最新版本；可用 --version 指定其他版本：{ $others }
cli-text-bounds = 文本，{ $least } 到 { $most } 个字符
cli-number-bounds = { $least } 到 { $most } 之间的数字
cli-text-most = 文本，最多 { $most } 个字符
cli-create-model = { $task } · { $model }（{ $version }）
cli-price = { $count } × { $credit } = { $points }
cli-price-estimate = ≈ { $count } × { $credit } = { $points }（估算）
cli-create-inputs = 输入媒体：{ $inputs }
cli-dry-run = 没有发送任何内容，也没有收费。
cli-batch-total =
    { $count ->
       *[other] { $count } 行：{ $points }
    }
cli-batch-total-estimate =
    { $count ->
       *[other] { $count } 行：≈ { $points }（估算）
    }
cli-batch-bad =
    { $count ->
       *[other] { $count } 行无法生成：
    }
cli-batch-line = 第 { $line } 行：{ $why }
cli-help-tasks = 列出任务，最新的在前；加 --wait 则接手所有未结束的任务并等待。
cli-help-task = 显示一个任务及其经过；等待它，或处理一个不知道是否已创建的任务。
cli-option-state = 只看此状态的任务：queued、uploading、verifying、sending、running、taking_long、saving、done、partial、failed、unconfirmed 或 stopped。
cli-option-limit = 最多列出多少个。
cli-option-wait-all = 接手所有未结束的任务，等到它们结束。
cli-option-wait-one = 等到它结束并且结果已保存。
cli-option-yes-queued = 仍在等待的直接发送，或再次发送，不再询问。
cli-option-attach = 它已创建：这是记录里的任务编号。
cli-option-not-created = 它没有创建：记录里没有。
cli-option-send-again = 再次发送；可能会扣两次积分。
cli-usage-one-way = --attach、--not-created、--send-again 只能选一个。
cli-yes-no = [y/N]
cli-confirm = 需要 { $points }，超过 { $limit }（超过此数会先询问）。要发送吗？
cli-send-it = 要发送吗？
cli-confirm-queued =
    { $count ->
       *[other] 还有 { $count } 个任务等待发送：{ $points }。要发送吗？
    }
cli-queued-needs-yes =
    { $count ->
       *[other] 还有 { $count } 个任务等待发送：{ $points }。加 --yes 即发送。
    }
cli-confirm-twice = 它可能已经创建：再次发送可能会扣两次积分。要再次发送吗？
cli-error-needs_yes = 需要 { $points }，超过 { $limit }（超过此数需要确认）。请加 --yes。没有发送任何内容。
cli-error-may_charge_twice = 它可能已经创建：再次发送可能会扣两次积分。确定要这样，请加 --yes。
cli-error-declined = 你没有同意，所以没有发送，也没有扣积分。
cli-error-interrupted = 在发送之前你已离开，没有扣积分。
cli-error-bad_setting = { $mistake }限额不明确时不会发送任何内容。
cli-error-unwritable_folder = 结果无法保存到 { $path }：请换一个文件夹。没有发送任何内容。
cli-error-no_task = 没有任务 { $id }。请给出 "ima-tui tasks" 列出的编号，或至少前 { $least } 个字符，或 IMA Studio 的任务编号。
cli-error-ambiguous_task = 有多个任务以 { $id } 开头：{ $known }
cli-sending = { $model }：{ $price }，{ $time }
cli-task = { $model } · { $state } · { $points } · { $id }
cli-task-facts = { $task } · { $made } · IMA Studio 编号：{ $id }
cli-goes-on = 它在 IMA Studio 继续运行。取得结果：ima-tui tasks --wait
cli-leaving = 有任务正在发送：等待回答，以免情况不明。再按一次 ctrl-c 立即离开。
cli-left = 正在运行的任务在 IMA Studio 继续。取得结果：ima-tui tasks --wait
cli-left-sending = 有任务正在发送：它可能已创建并扣了积分。程序绝不会自行重发；查看并处理：ima-tui tasks --wait
cli-held = 程序结束时它还在等待，所以没有发送。发送它：ima-tui tasks --wait --yes
cli-no-tasks = 这里没有任务。
cli-more-tasks =
    { $count ->
       *[other] 还有 { $count } 个没有列出：请加大 --limit。
    }
cli-progress = { $model }：{ $words }
cli-progress-running = { $state }，{ $percent } %，已等 { $waited }，预计最多 { $most }
cli-progress-almost = { $state }，{ $percent } %，已等 { $waited }，就快好了…
cli-progress-problem = { $state }（{ $why }）
cli-progress-sum = { $ended } 个已结束，{ $running } 个在 IMA Studio，{ $waiting } 个等待
cli-column-id = 编号
cli-column-made = 创建
cli-column-state = 状态
cli-column-remark = 说明
cli-column-prompt = 描述
cli-batch-number = 第 { $line } 行：
cli-next-unconfirmed = 可能已经扣了积分，所以不会自动再次发送。请查看你的记录（https://imastudio.com/dashboard），然后告知结果：ima-tui task { $id } 加 --attach TASK_ID、--not-created，或 --send-again --yes（可能会扣两次积分）。
cli-next-settle = 查看你的记录，然后用 "ima-tui task" 处理。
cli-next-running = 它会继续：ima-tui tasks --wait
cli-next-interrupted = 请重新运行。
cli-next-of-needs_yes = 如果同意这个价格，请加 --yes 重新运行。
cli-next-of-declined = 如果还是想要，请重新运行。
cli-next-of-may_charge_twice = 请查看你的记录；如果没有它，请加 --yes 重新运行。
cli-next-of-cap_session = 在 settings.toml 中提高 budget.session，或选择更便宜的。
cli-next-of-cap_day = 在 settings.toml 中提高 budget.day，选择更便宜的，或明天再试。
cli-next-of-cap_month = 在 settings.toml 中提高 budget.month，或选择更便宜的。
cli-next-of-price_changed = 用 --dry-run 查看新价格，然后重新运行。
cli-next-of-correction = 选择其他选项，或用 --max-points 允许更多积分。
cli-next-of-restart = 要发送它：ima-tui tasks --wait --yes
cli-next-of-disk_full = 腾出一些空间，然后：ima-tui tasks --wait
cli-next-of-folder = 让文件夹可写，然后：ima-tui tasks --wait
cli-problem-connection = 无法连接 IMA Studio：请检查网络。
cli-problem-rate = 对 IMA Studio 的请求过于频繁：请稍候。
cli-problem-price_changed = 价格已变，所以没有创建。请用 --dry-run 查看新价格。
cli-problem-rule_mismatch = 价目表已变，所以没有创建。请再运行一次。
cli-problem-outdated = 价目表已过期（与你的积分无关），所以没有创建。请再运行一次。
cli-problem-price_risen = 价格上涨了，所以没有发送。请用 --dry-run 查看，并用 --max-points 允许。
cli-problem-correction = IMA Studio 没有接受，可行的修改会更贵或需要你同意。请换选项，或用 --max-points 允许更多。
cli-problem-unlisted = 列表中已没有带这些选项的模型，所以没有发送。"ima-tui model" 显示现有的选项。
cli-problem-cap_session = 会超过单次运行的上限，所以没有发送。请提高上限，或选便宜一些的。
cli-problem-cap_day = 会超过今天的上限，所以没有发送。请提高上限，或明天再试。
cli-problem-cap_month = 会超过本月的上限，所以没有发送。请提高上限，或选便宜一些的。
cli-problem-store = 无法写入记录，所以没有发送。请检查磁盘（已满、只读、被其他程序占用？），然后再运行。
cli-problem-storage = 上传存储没有接受文件，所以没有发送。请稍后再运行。
cli-problem-disk_full = 磁盘已满，结果没有全部保存。请腾出空间，然后运行：ima-tui tasks --wait
cli-problem-folder = 结果文件夹无法写入，结果没有全部保存。请使其可写，然后运行：ima-tui tasks --wait
cli-problem-day_passed = 一天后仍未完成。已付积分，可能还会完成；再看一次：ima-tui tasks --wait。你的记录：https://imastudio.com/dashboard（视频：https://www.imastudio.com/ai-creation/text-to-video）。
cli-problem-restart = 程序结束时它正在途中。
cli-batch-empty = 其中没有任何一行。

## 历史与花费命令

cli-help-history = 列出运行过的任务，最新的在前，可搜索和筛选；加 --spend 则说明花了多少。
cli-option-history-search = 只看描述（若已保留）、模型或标签含这些词的任务；#标签 表示某个标签。
cli-option-media = 只看这一类；可写多次。
cli-option-history-model = 只看这个名称的模型；可写多次。
cli-option-since = 从此时起：2026-11-20、"2026-11-20 10:30"、today、yesterday、month、7d、3w 或 12h 之前。
cli-option-until = 到此时止，写法相同；日期算到当天结束。
cli-option-starred = 只看加星的。
cli-option-spend = 说明花了多少：按时间和模型，附上限、成功率和用时。
cli-option-by = --spend 按多长时间汇总。
cli-option-format = 输出格式：给人看，或给程序用。
cli-usage-moment = 必须是日期（如 2026-11-20）、日期和时间（如 "2026-11-20 10:30"）、today、yesterday、month，或多久以前（如 7d、3w、12h）
cli-nothing-ran = 这里还没有运行过任务，或没有符合的。去掉一个筛选条件可看到更多。
cli-nothing-spent = 这里没有花费。
cli-column-star = ★
cli-column-took = 用时
cli-column-tags = 标签
cli-column-day = 日期
cli-column-week = 周（起始日）
cli-column-month = 月（起始日）
cli-column-tasks = 任务
cli-column-success = 成功率
cli-column-real = 实际用时
cli-column-expected = 预计用时
spend-took = { $median }，九成在 { $most } 内
spend-total = 共 { $points }，{ $count } 个任务。
spend-failed = 其中 { $points } 用于失败的任务：服务可能已退还。
spend-deleted = 其中 { $points } 用于记录已删除的任务。
spend-cap-session = 本次会话：{ $points }，上限 { $limit }（{ $part }），含排队和运行中的。
spend-cap-day = 今天：{ $points }，上限 { $limit }（{ $part }），含排队和运行中的。
spend-cap-month = 本月：{ $points }，上限 { $limit }（{ $part }），含排队和运行中的。
spend-cap-session-none = 本次会话：{ $points }，无上限。
spend-cap-day-none = 今天：{ $points }，无上限。
spend-cap-month-none = 本月：{ $points }，无上限。
## 保存密钥

cli-error-linked_key_file = { $about } 是指向其他文件的链接，因此不使用其中的密钥。请换成文件本身，或直接指定它指向的文件。
cli-error-open_key_file = 其他人可以读取或修改 { $about }，因此不使用其中的密钥。请运行：chmod 600 { $about }
cli-error-foreign_key_file = { $about } 属于其他用户，因此不使用其中的密钥。请建立自己的文件。
cli-error-keyring_slow = 系统钥匙串没有响应（{ $about }）。请解锁后重新运行，或把密钥放入 IMA_API_KEY。
cli-error-keyring_refused = 无法使用系统钥匙串（{ $about }）：可能已锁定。请解锁后重新运行，或把密钥放入 IMA_API_KEY。
cli-error-empty_key = 没有给出密钥，因此没有保存任何内容。获取密钥：
cli-error-refused_key = IMA Studio 不接受这个密钥，因此没有保存。请重新复制：
cli-error-demo_key = 演示不需要密钥。
cli-error-unhidden = 这里无法隐藏输入。请通过管道传入密钥：ima-tui auth login < 文件
cli-error-unwritable_file = 无法写入 { $path }。请检查它和所在文件夹的所有者。
cli-error-unwritten = 没有写入该配置档的地址，也没有保存密钥。{ $why }
cli-error-no_profile = 没有配置档 { $name }。已有：{ $known }。新建请运行：ima-tui auth login --profile { $name }
cli-usage-profile = “{ $value }”不能用作配置档名称：最多 32 个 a-z、0-9、- 和 _，以字母或数字开头
cli-help-auth = 保存 API 密钥、查看它在哪里，或删除它
cli-help-login = 把 API 密钥保存到系统钥匙串。输入时不显示，也可从标准输入读取；--profile 为新名称时会新建配置档
cli-help-status = 显示正在使用的密钥及其位置（只显示最后四个字符）
cli-help-logout = 删除保存在这里的密钥；历史和结果保留
cli-option-base-url = 此配置档的服务地址（与默认不同时）
cli-option-upload-url = 此配置档的上传地址（与默认不同时）
cli-option-test = 检查 IMA Studio 是否接受该密钥（不收费）
auth-ask = 配置档“{ $name }”的 API 密钥（输入或粘贴时不会显示）：
auth-testing = 正在询问 IMA Studio 是否接受该密钥…
auth-tested = IMA Studio 接受该密钥。
auth-untested = 无法测试。{ $why }
auth-no-keyring = 这里没有系统钥匙串，因此密钥将保存到只有你能读取的文件：{ $path }
auth-kept-keyring = 密钥 { $key } 已保存到系统钥匙串（{ $about }）。
auth-kept-own_file = 密钥 { $key } 已保存到 { $about }
auth-first = 但{ $source }优先：只要它还在，就使用那个密钥。
auth-profile = 配置档 { $name }（已有：{ $profiles }）
auth-used = { $key }  正在使用，来自{ $source }
auth-unused = { $key }  未使用，位于{ $source }
auth-unusable = 无法使用，位于{ $source }：{ $why }
auth-gone = 这里的密钥已删除。与其共用此密钥的其他 IMA 工具也不再有密钥。
auth-nothing = 这里没有保存密钥。
auth-left = { $source }中仍有密钥：本程序不会删除它。
key-source-key_file = 文件 { $about }
key-source-environment = 环境变量（{ $about }）
key-source-keyring = 系统钥匙串（{ $about }）
key-source-shared_file = IMA 工具的文件 { $about }
key-source-own_file = 文件 { $about }

## 设置中的问题

setting-mistake = { $path }：{ $key } 可以是 { $allowed }；现在的值没有使用。
setting-unknown = { $path }：没有设置项 { $key }，可能是指 { $allowed }。现在的值没有使用。
setting-broken = 无法读取 { $path }：它不是 UTF-8 编码的 TOML。其中的内容都没有使用，在你修改之前会保持原样。
setting-not-value = { $key } 可以是 { $allowed }。设置保持不变。
setting-not-broken = { $path } 现在无法读取，因此没有修改。请先修正它。
setting-not-unwritable = 无法写入 { $path }。请检查它和所在文件夹的所有者。

## 自检：paths 与 doctor

cli-help-paths = 列出保存的每个文件及其内容
cli-help-doctor = 检查程序、终端、文件夹、密钥、服务和设置，并说明怎么办
cli-column-path = 路径
cli-column-size = 大小
cli-column-contents = 内容
paths-others = 其他 IMA 工具的文件，本程序没有自己的内容时会读取：
paths-keyring = 密钥本身在系统钥匙串中（如果有）：ima-api / { $user }。
kept-history = 历史：任务、价格、结果地址、模型列表；只有选择保留时才含提示词
kept-pending = IMA Studio 尚未接受的请求及其提示词；接受后即删除
kept-instances = 本程序打开了哪些窗口
kept-results = 你的结果，以及每个结果旁的设置说明
kept-settings = 你的设置
kept-preferences = 你设为默认的模型
kept-key = API 密钥，仅在没有系统钥匙串时
kept-cache = 缩略图，可以随时删除
kept-logs = 发生过的事（只有编号和代码）以及崩溃报告，一周后删除
kept-simulator = 演示用的服务：它的任务、积分和媒体
kept-shared_key = 其他 IMA 工具的密钥，从不写入
kept-shared_preferences = 其他 IMA 工具的默认模型，只有你选择共享时才写入
doctor-asking = 正在询问 IMA Studio…
doctor-good = 所需的一切都正常。
doctor-bad = 有需要你处理的事：请看标有 ✗ 的行。
doctor-check-program = 程序
doctor-check-size = 窗口
doctor-check-colours = 颜色
doctor-check-pictures = 图片
doctor-check-clipboard = 剪贴板
doctor-check-folder_data = 数据
doctor-check-folder_results = 结果
doctor-check-folder_config = 设置文件夹
doctor-check-folder_cache = 缓存
doctor-check-folder_logs = 日志
doctor-check-history = 历史
doctor-check-settings = 设置
doctor-check-lists = 模型列表
doctor-check-key = 密钥
doctor-check-service = 服务
doctor-check-uploads = 上传
doctor-check-clock = 时钟
doctor-check-access = 权限
doctor-program = IMA TUI { $version }，Python { $python }
doctor-size = { $columns } 列，{ $rows } 行
doctor-size-next = 请把窗口放大到至少 { $width }×{ $height }。
doctor-no-terminal = 这里没有终端，只能使用命令
doctor-colours-off = 按 NO_COLOR 的要求只用灰度
doctor-colours-all = 全部
doctor-colours-many = 256 色
doctor-colours-few = 16 色
doctor-colours-none = 没有
doctor-colours-next = 如果终端支持更多颜色，请设置 TERM=xterm-256color 或 COLORTERM=truecolor。
doctor-pictures-next = kitty、Ghostty、WezTerm、iTerm2、foot 和 Konsole 可以显示真正的图片，但在 tmux 或 screen 中不行。
doctor-clipboard = { $program }
doctor-clipboard-terminal = 只能通过终端，终端可能不允许
doctor-clipboard-next = 请安装 wl-clipboard 或 xclip；在 SSH 和 tmux 中，请允许程序设置剪贴板。
doctor-folder = { $path }（剩余 { $free }）
doctor-unwritable = 无法写入 { $path }
doctor-unwritable-next = 请检查 { $path } 的所有者，或换一个文件夹：IMA_TUI_HOME，结果可用设置中的 saving.folder。
doctor-disk-next = 剩余空间很少，视频可能放不下。
doctor-no-logs = 不写日志：{ $path } 是只读的，或指向别处
doctor-no-history = 还没有运行过任务
doctor-history = { $count } 个任务
doctor-history-bad = 文件无法使用
doctor-settings = { $count ->
    [0] 全部为默认值
   *[other] 设置了 { $count } 项，没有错误
 }
doctor-setting = { $key } 处有错误
doctor-lists = 共 { $count } 个，已有 { $age }
doctor-no-lists = 还没有获取过
doctor-lists-next = 请重新获取：ima-tui models --refresh
doctor-key = { $key }，来自{ $source }
doctor-no-key = 没有可用的密钥
doctor-demo-key = 演示不需要密钥
doctor-no-service = 无法询问
doctor-reached = { $address } 有响应
doctor-unreached = { $address } 没有响应
doctor-clock = 与服务的时钟一致
doctor-clock-fast = 比服务的时钟快 { $time }
doctor-clock-slow = 比服务的时钟慢 { $time }
doctor-clock-next = 请校准本机时钟：上传的签名含有时间，可能会被拒绝。
doctor-untested = 无法确认服务是否接受密钥
doctor-no-access = 服务没有接受密钥

## Previews
preview-loading = 正在查看文件……
preview-none = 还没有可显示的内容。
preview-missing = 文件已不在原处。
preview-unreadable = 此文件无法在这里显示：可能已损坏，或是本程序不认识的格式。
preview-too_large = 图片太大，无法在这里显示；可以用系统的查看器打开。
preview-off = 图片显示已关闭。
preview-mode-kitty = 图片以 kitty 协议显示。
preview-mode-sixel = 图片以 sixel 显示。
preview-mode-blocks = 图片以色块显示。
preview-mode-off = 图片显示已关闭。

## Capabilities and model names
capability-audio = 有声
capability-first_frame = 首帧
capability-last_frame = 尾帧
capability-reference = 参考图
capability-reference_media = 参考视频与音频
capability-4k = 4K
capability-2k = 2K
capability-1080p = 1080p
capability-720p = 720p
capability-aspect_ratio = 画面比例
capability-long = 15 秒及以上
capability-multi_shot = 多镜头
capability-fixed_camera = 固定镜头
capability-movement = 动作幅度
capability-lyrics = 自定义歌词
capability-vocals = 人声
capability-instrumental = 纯音乐
capability-voices = 音色可选
capability-speech_rate = 语速
capability-emotion = 情感
capability-negative_prompt = 反向提示词
capability-prompt_extend = 提示词优化
capability-seed = 可重复（种子）
capability-several = 一次多个结果
detail-abilities = 能做什么
detail-not-together = ( ) 不能一起选
detail-axes = { $down } ↓ · { $across } →
detail-discount = { $was } { $now }：现价 { $now }，折扣前 { $was }
detail-estimates = ≈ 估算：列表中没有对应的价格
detail-more-prices = ……还有 { $count } 个

## 从提示词读出的内容

intent-chip-value = { $name } { $value }
intent-chip-also = { $chip }，同时 { $also }
intent-chip-save = 以后都用 { $model }
intent-chip-clear = 不再默认用我的常用模型
intent-wish-duration = { $value } 秒
intent-wish-resolution = { $value }
intent-wish-ratio = { $value }
intent-wish-audio = 声音
intent-wish-voice = 选择音色
intent-wish-vocals = 人声开关
intent-wish-count = { $value } 个结果
intent-wish-speed = 语速
intent-wish-loudness = 音量
intent-wish-emotion = 情感
intent-elsewhere = { $model } 不支持：{ $wished }。可以改用：{ $choices }
intent-nearest = 这里没有模型支持 { $wished }。最接近的是：{ $choices }
intent-none = 这类任务没有模型支持：{ $wished }。
intent-duration-most = { $wished } 秒太长，最长 { $most } 秒。可以选：{ $choices }
intent-resolution-most = 没有模型支持 { $wished }，最高 { $most }。可以选：{ $choices }
intent-count-most = { $model } 一次最多 { $most } 个，做不了 { $wished } 个。要更多请多运行几次。
intent-music-length = 音乐时长由模型决定：Suno 约 2 分钟，豆包约 30 秒。
intent-music-long = Suno 约 2 分钟，豆包约 30 秒。需要更长时，可以生成多段后拼接。
intent-either = { $wished } 不能与其余要求同时满足：这个模型用同一个选项控制它们。
intent-blocked = { $control } 不能与 { $other } 同时选择。
intent-which-model = 有几个模型都叫这个名字：{ $choices }
intent-model-elsewhere = { $model } 不能做{ $kind }，它用于{ $made }。
intent-which-inputs = 两张图：是首尾帧，还是参考图？{ $choices }
intent-unusual = 你常用的是 { $usual }；这个要求更适合 { $model }。
intent-workflow = 这需要几个步骤（图片、视频、音乐）。「工作流」(5) 会先列出步骤和总价。
intent-reference = 每次都是重新生成。要保持同一角色或风格，请把之前的结果作为参考图。
