namespace Stethos.ModelQuantizer.Cli.Ui;

/// <summary>The page: a place to drop a model on, and the report below it in a frame that may run nothing.</summary>
internal static class UiPage
{
    public const string Html = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Where does it fit?</title><link rel="icon" href="data:,">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <style>
        :root { color-scheme: light dark; --line: #9aa5b1; --tint: #eef3f8; --no: #b3261e }
        @media (prefers-color-scheme: dark) { :root { --tint: #1c2530; --no: #ff8a80 } }
        body { margin: 0; font: 15px/1.45 system-ui, sans-serif; display: flex; flex-direction: column; min-height: 100vh }
        header { padding: 16px 24px }
        #drop { display: block; border: 2px dashed var(--line); border-radius: 8px; padding: 26px; text-align: center; cursor: pointer }
        #drop.over, #drop:focus-within { background: var(--tint) } #drop input { position: absolute; opacity: 0; width: 1px }
        #bar { display: flex; gap: 16px; align-items: baseline; margin-top: 10px; flex-wrap: wrap }
        #bar input { font: inherit; width: 13em } #state { flex: 1; overflow-wrap: anywhere } .bad { color: var(--no); font-weight: 600 }
        iframe { flex: 1; min-height: 70vh; border: 0; border-top: 1px solid var(--line) }
        </style></head><body>
        <header><label id="drop">Drop an ONNX or TFLite model here, or choose one
        <input id="file" type="file" accept=".onnx,.tflite"></label>
        <div id="bar"><label>open dimensions <input id="dim" placeholder="batch=1"></label>
        <span id="state" role="status">The model stays on this machine.</span><a id="save" hidden>save the report</a></div></header>
        <iframe id="report" title="Report" sandbox hidden></iframe>
        <script>
        const drop = document.getElementById('drop'), file = document.getElementById('file'), dim = document.getElementById('dim');
        const state = document.getElementById('state'), frame = document.getElementById('report'), save = document.getElementById('save');
        let last = null;
        function say(text, bad) { state.textContent = text; state.className = bad ? 'bad' : ''; }
        async function check(model) {
          last = model;
          say('checking ' + model.name + ' ...');
          frame.hidden = save.hidden = true;
          try {
            const query = new URLSearchParams({ name: model.name, dim: dim.value });
            const answer = await fetch('/report?' + query, { method: 'POST', body: model });
            const text = await answer.text();
            if (!answer.ok) { say(text || 'the answer was ' + answer.status, true); return; }
            frame.srcdoc = text;
            save.href = URL.createObjectURL(new Blob([text], { type: 'text/html' }));
            save.download = model.name + '.html';
            frame.hidden = save.hidden = false;
            say(model.name);
          } catch (error) { say('model-quantizer does not answer: is it still running?', true); }
        }
        file.addEventListener('change', () => { if (file.files[0]) check(file.files[0]); });
        dim.addEventListener('change', () => { if (last) check(last); });
        addEventListener('dragover', event => { event.preventDefault(); drop.classList.add('over'); });
        addEventListener('dragleave', () => drop.classList.remove('over'));
        addEventListener('drop', event => {
          event.preventDefault();
          drop.classList.remove('over');
          if (event.dataTransfer.files[0]) check(event.dataTransfer.files[0]);
        });
        </script></body></html>
        """;
}
